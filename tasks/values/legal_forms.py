"""Legal forms of firms as they are written, without the full stop that may end them: texts of
patterns that tell large letters from small ones."""

GERMAN_FORMS = (
    r"(?:g?GmbH|GMBH|(?:Ges\.?)?[Mm]bH|(?:G(?:es)?\.)?m\.b\.H|mbB|g?AG|KG|KGaA|[Oo]HG|g?UG|GbR|PartG(?:mbB)?|eG|e\.?U"
    r"|e\.\s?[KV])"
)
FRENCH_FORMS = r"(?:SASU?|SARL|EURL|SNC|SCOP|SCA|SA|SRL|SPRL|ASBL)"
FORMS = (
    rf"(?:{GERMAN_FORMS}|{FRENCH_FORMS}|SE|S[àÀ][Rr][Ll]|S\.A(?:\.S|\.R\.L)?|S\.?p\.?A|S\.r\.l|Srl"
    r"|S\.n\.c|S\.a\.s|S\.L(?:\.U)?|SLU?|[BN]\.?V|V\.?O\.?F|Ltd|LTD|Limited|LIMITED|LLC|L\.L\.C|LLP|L\.P"
    r"|Inc|INC|[Pp][Ll][Cc]|Corp|CORP|Corporation|DAC)"
)
#: A full stop behind these is a sentence's, or a speck.
WHOLE_FORMS = r"(?:Limited|Company|Corporation|Incorporated|plc|GmbH|AG|LLP)"
