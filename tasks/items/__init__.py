"""The item table: its head and columns, its rows, and what belongs to which item."""
