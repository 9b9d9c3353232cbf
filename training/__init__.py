"""Makes the artefacts under models/; needs the train extra; never imported at run time."""
