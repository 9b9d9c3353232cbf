"""What a mail asks of its reader, and by which day."""
