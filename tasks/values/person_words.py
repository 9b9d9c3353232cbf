"""What stands before a person's name, in six languages: patterns' texts."""

#: Forms of address. "M." is none here: it begins names. Nor "Dr", who may be a firm by himself.
MR = (
    r"(?:herrn?|frau|mr|mrs|ms|miss|mme|mlle|madame|monsieur|sig(?:\.?ra|nora?)?|sra?|(?:de )?heer"
    r"|dhr|mevr(?:ouw)?)"
)
#: For whom a paper is meant at a firm.
ATTENTION = (
    r"(?:attn|att|attention|z\.? ?h(?:\. ?)?d|zu händen|c\.a|a/a|à l['’]att(?:ention|n)?|t\.?a\.?v"
    r"|f\.?a\.?o|alla c(?:ortese |\.)a(?:ttenzione)?|a la atención|all['’]attenzione)(?!\w)\.?"
)
