"""What printed words are worth: numbers, dates, identifiers, units, and runs of words as one."""
