"""From the data sets to the shipped encoder; needs the train extra, never imported at run time."""
