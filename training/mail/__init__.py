"""Makes the mail encoder: data, training, artefact."""
