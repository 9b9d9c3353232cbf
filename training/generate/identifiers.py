"""Invented identifiers with true check digits: IBAN, BIC, VAT ids, registration numbers."""

from random import Random

from stdnum import luhn
from stdnum.iso7064 import mod_11_10, mod_97_10

#: Country → the pattern of its BBAN: n digits, a letters; lengths as in the IBAN registry.
BBAN: dict[str, str] = {
    "DE": "n18", "AT": "n16", "CH": "n17", "FR": "n23", "ES": "n20", "IT": "a1n22", "NL": "a4n10",
    "BE": "n12", "GB": "a4n14", "IE": "a4n14", "LU": "n16",
}  # fmt: skip
#: Bank codes that exist, so that the bank part of an IBAN is plausible where it is letters.
BANKS: dict[str, tuple[str, ...]] = {
    "NL": ("ABNA", "INGB", "RABO", "TRIO"),
    "GB": ("BARC", "LOYD", "NWBK", "MIDL"),
    "IE": ("AIBK", "BOFI"),
}


def digits(rng: Random, count: int) -> str:
    """A run of digits that does not begin with 0."""
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def make_iban(rng: Random, country: str) -> str:
    """A valid IBAN without spaces; "" where the country has none."""
    pattern = BBAN.get(country)
    if pattern is None:
        return ""
    if country == "BE":
        base = rng.choice(("001", "310", "363", "734")) + digits(rng, 7)
        bban = base + f"{int(base) % 97 or 97:02d}"
    elif country == "FR":
        bank, branch, account = digits(rng, 5), digits(rng, 5), digits(rng, 11)
        key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
        bban = f"{bank}{branch}{account}{key:02d}"
    elif country == "ES":
        bank, account = digits(rng, 8), digits(rng, 10)
        bban = bank + _spanish_check("00" + bank) + _spanish_check(account) + account
    elif country == "IT":
        bban = _italian_bban(digits(rng, 10), digits(rng, 12))
    elif pattern.startswith("a4"):
        bban = rng.choice(BANKS[country]) + digits(rng, int(pattern[3:]))
    else:
        bban = digits(rng, int(pattern[1:]))
    check = mod_97_10.calc_check_digits(bban + country)
    return f"{country}{check}{bban}"


def _spanish_check(number: str) -> str:
    weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
    rest = 11 - sum(w * int(d) for w, d in zip(weights, number, strict=True)) % 11
    return {10: "1", 11: "0"}.get(rest, str(rest))


def _italian_bban(bank: str, account: str) -> str:
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
    number = bank + account
    total = sum(odd[int(d)] if i % 2 == 0 else int(d) for i, d in enumerate(number))
    return chr(ord("A") + total % 26) + number


def make_bic(rng: Random, country: str) -> str:
    """A BIC of the right form, of no real bank."""
    letters = "ABCDEFGHKLMNPRSTUVWZ"
    bank = rng.choice(BANKS.get(country, ("",))) or "".join(rng.choices(letters, k=4))
    branch = rng.choice(("", "XXX", "", digits(rng, 3)))
    return f"{bank}{country}{rng.choice(letters)}{rng.choice('2345679AMPZ')}{branch}"


def group_iban(iban: str) -> str:
    """In groups of four, as printed."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


#: What a Swiss VAT id ends with: nothing, or the tax's name.
_SWISS_TAX = ("", "MWST", "TVA")


def make_vat_id(rng: Random, country: str) -> str:
    """A VAT id with a true check digit, without spaces; "" where we know no rule."""
    if country == "DE":
        base = digits(rng, 8)
        return f"DE{base}{mod_11_10.calc_check_digit(base)}"
    if country == "AT":
        base = digits(rng, 7)
        return f"ATU{base}{(6 - int(luhn.checksum(base))) % 10}"
    if country == "CH":
        base = "1" + digits(rng, 7)
        weights = (5, 4, 3, 2, 7, 6, 5, 4)
        rest = (11 - sum(w * int(d) for w, d in zip(weights, base, strict=True)) % 11) % 11
        return (
            make_vat_id(rng, "CH")
            if rest == 10
            else f"CHE{base}{rest}{_SWISS_TAX[int(base[1]) % 3]}"
        )
    if country == "FR":
        siren = make_luhn(rng, 9)
        return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"
    if country == "BE":
        base = "0" + digits(rng, 7)
        return f"BE{base}{97 - int(base) % 97:02d}"
    if country == "NL":
        return _dutch_vat_id(rng)
    if country == "IT":
        base = digits(rng, 7) + f"{rng.randint(1, 95):03d}"
        return f"IT{base}{luhn.calc_check_digit(base)}"
    if country == "ES":
        base = digits(rng, 7)
        return f"ES{rng.choice('AB')}{base}{luhn.calc_check_digit(base)}"
    if country == "GB":
        base = digits(rng, 7)
        total = sum(w * int(d) for w, d in zip(range(8, 1, -1), base, strict=True))
        return f"GB{base}{97 - total % 97:02d}"
    if country == "IE":
        base = digits(rng, 7)
        total = sum(w * int(d) for w, d in zip(range(8, 1, -1), base, strict=True))
        return f"IE{base}{'WABCDEFGHIJKLMNOPQRSTUV'[total % 23]}"
    return ""


def _dutch_vat_id(rng: Random) -> str:
    while True:
        base = digits(rng, 8)
        total = sum(w * int(d) for w, d in zip(range(9, 1, -1), base, strict=True))
        if total % 11 < 10:
            return f"NL{base}{total % 11}B{rng.randint(1, 3):02d}"


def make_luhn(rng: Random, length: int) -> str:
    """A number that passes the Luhn check (SIREN, SIRET)."""
    base = digits(rng, length - 1)
    return base + luhn.calc_check_digit(base)


def space_vat_id(rng: Random, vat_id: str) -> str:
    """A VAT id as its country prints it: with or without spaces and marks."""
    country, rest = vat_id[:2], vat_id[2:]
    if country == "CH":
        return f"CHE-{rest[1:4]}.{rest[4:7]}.{rest[7:10]} {rest[10:]}".rstrip()
    style = rng.random()
    if style < 0.7:
        return vat_id
    if style < 0.85:
        return f"{country} {rest}"
    groups = [rest[max(0, i - 3) : i] for i in range(len(rest), 0, -3)][::-1]
    return f"{country} {' '.join(groups)}" if rest.isdigit() else vat_id


def make_registration(rng: Random, country: str, city: str) -> tuple[str, str]:
    """(text before, number) of a company register entry, as printed in the country."""
    if country == "DE":
        number = f"{rng.choice(('HRB', 'HRB', 'HRB', 'HRA'))} {digits(rng, rng.choice((4, 5, 6)))}"
        return rng.choice(
            (f"Amtsgericht {city}", f"Registergericht {city}", "Handelsregister")
        ), number
    if country == "AT":
        before = rng.choice(("Firmenbuch", "Firmenbuchnummer", "FN-Nr.:"))
        number = f"{digits(rng, 6)}{rng.choice('abdfghikmpstvwxyz')}"
        return before, f"FN {number}" if before == "Firmenbuch" else number
    if country == "CH":
        return "", ""
    if country == "FR":
        siren = make_luhn(rng, 9)
        spaced = f"{siren[:3]} {siren[3:6]} {siren[6:]}"
        return rng.choice((f"RCS {city}", "SIREN", "SIREN :", f"R.C.S. {city} B")), rng.choice(
            (siren, spaced)
        )
    if country == "NL":
        return rng.choice(("KvK", "KvK-nr.", "K.v.K. nummer", "KvK:")), digits(rng, 8)
    if country == "GB":
        return rng.choice(
            ("Company No.", "Registered in England No.", "Company Reg. No:")
        ), f"0{digits(rng, 7)}"
    if country == "IE":
        return "Registered in Ireland No.", digits(rng, 6)
    if country == "IT":
        return rng.choice(
            ("REA", "R.E.A.", "Iscr. REA")
        ), f"{rng.choice(('MI', 'TO', 'RM', 'BO'))}-{digits(rng, 7)}"
    if country == "US":
        return rng.choice(
            ("Tax ID:", "EIN", "Federal Tax ID #")
        ), f"{digits(rng, 2)}-{digits(rng, 7)}"
    return "", ""
