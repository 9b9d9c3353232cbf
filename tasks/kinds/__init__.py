"""What kind of document it is: by its title, or by what only its kind prints."""
