"""What the sum of some amounts above is called, in six languages: a pattern's text."""

SUBTOTAL_WORDS = (
    r"(?:sub(?:\s|-|\s-|-\s)?totale?|zwischen(?:summe|total)|sous(?:\s|-|\s-|-\s)?total"
    r"|subtotaal|tussentotaal)"
)
