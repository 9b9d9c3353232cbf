"""What the sum of some amounts above is called, in six languages: a pattern's text."""

SUBTOTAL_WORDS = (
    r"(?:sub(?:\s|-|\s-|-\s)?totale?|zwischen(?:summe|total)|sous(?:\s|-|\s-|-\s)?total"
    r"|subtotaal|tussentotaal)"
)

#: A sum on its way from page to page. "Report" and "Transport" may be other things.
CARRIED_WORDS = (
    r"(?:(?:brought|carried|carry) (?:forward|over)\b|übertrag\b|à reporter\b|riporto\b"
    r"|suma y sigue\b|suma anterior\b|transporteren\b)"
)

#: The sum of one column of a statement, which nobody owes. "Total credit" is a credit note's, too.
COLUMN_SUM_WORDS = r"(?:summen?|totaux|totals?) (?:soll|haben|débits?|debits?)\b"
