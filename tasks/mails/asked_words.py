"""Words by which a sentence asks for something, or says what follows where it is not done."""

import re

ASKED = re.compile(
    r"\b(?:bitte|please|pls|kindly|must|merci|veuillez|devez|por favor|rogamos|ruego|prego"
    r"|preghiamo|graag|gelieve|wenn|falls|sofern|if|unless|als|indien|si|brauch(?:e|en|t)"
    r"|benötig(?:e|en|t)|müssen|needs?|moet(?:en)?|nodig|besoin|debe[ns]?|dev(?:e|i|ono)|sonst"
    r"|let (?:me|us) know|expect your|erwarten|attendons votre|esperamos su|aspettiamo|verwachten"
    r"|otherwise|forget|verg(?:iss|esst|essen|eet|eten)|oublie[rz]|olvid\w+|dimentic\w+)\b",
    re.IGNORECASE,
)
