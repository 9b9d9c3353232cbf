"""From a small instruction-tuned model to the summariser under models/summariser/."""
