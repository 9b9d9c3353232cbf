"""A parsed e-invoice tree → fields, lines, taxes, and what the XML lacks or breaks."""

from collections.abc import Iterable
from decimal import Context, Decimal
from functools import cache
from typing import cast

from lxml import etree

from readers.einvoice_terms import CREDIT_NOTE_CODES, Paths, Syntax
from readers.einvoice_values import negate, normalise_decimal, normalise_value
from readers.invisible import drop_invisible
from schemas.document import XmlInvoice, XmlTax
from schemas.vocabulary import (
    AMOUNT_FIELDS,
    INVOICE_FIELDS,
    LINE_COLUMNS,
    SIGNED_COLUMNS,
    TAX_COLUMNS,
    Kind,
)

#: Part of the specification identifier (BT-24) → the profile's name; the first match counts.
_PROFILES = (
    ("xrechnung", "XRECHNUNG"),
    ("peppol", "PEPPOL"),
    ("extended", "EXTENDED"),
    ("minimum", "MINIMUM"),
    ("basicwl", "BASIC WL"),
    ("basic", "BASIC"),
    ("comfort", "COMFORT"),
    ("en16931", "EN 16931"),
)
_NO_LINES = frozenset({"MINIMUM", "BASIC WL"})

_REQUIRED = (
    "invoice_number", "issue_date", "currency", "seller_name", "buyer_name",
    "total_net", "total_gross", "amount_due",
)  # fmt: skip
#: An invoice may name several of these; the first serves as well as any.
_MANY_ALLOWED = frozenset({"iban", "bic"})
_EXACT = Context(prec=60)
#: The discount of an XML line is always an amount; a printed one is mostly a rate, without a sign.
_SIGNED_COLUMNS = SIGNED_COLUMNS | {"discount"}

Node = etree._Element


class InvoiceReader:
    """Reads one invoice from a tree whose element names have lost their namespaces."""

    def __init__(self, root: Node, syntax: Syntax) -> None:
        self._root = root
        self._syntax = syntax
        self._problems: list[str] = []
        self._currency = ""

    def read(self) -> XmlInvoice:
        """Reads everything; never fails for what the XML says or leaves out."""
        profile = self._read_profile()
        type_code = self._first_text(self._syntax.type_code)
        is_credit = type_code in CREDIT_NOTE_CODES
        if not type_code:
            is_credit = self._root.tag == "CreditNote"
            self._problems.append("The XML states no type code (BT-3).")
        fields = self._read_fields()
        lines = self._read_lines()
        taxes = self._read_taxes()
        self._report_missing(fields, bool(lines), profile)
        if is_credit and not self._states_negative(fields):
            fields = _negate(fields, AMOUNT_FIELDS)
            lines = [_negate(line, _SIGNED_COLUMNS) for line in lines]
            taxes = [_negate(tax, {"base", "amount"}) for tax in taxes]
        return XmlInvoice(
            syntax=self._syntax.name,
            profile=profile,
            doc_type="credit_note" if is_credit else "invoice",
            fields=fields,
            lines=tuple(lines),
            taxes=tuple(XmlTax(**tax) for tax in taxes),
            problems=tuple(self._problems),
        )

    def _read_profile(self) -> str:
        identifier = self._first_text(self._syntax.profile)
        if not identifier:
            self._problems.append("The XML states no specification identifier (BT-24).")
        compact = identifier.lower().replace(" ", "").replace("-", "").replace("_", "")
        return next((name for part, name in _PROFILES if part in compact), identifier)

    def _read_fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        self._currency = self._read_field("currency") or ""
        value: str | None
        for name in INVOICE_FIELDS:
            if name == "currency":
                value = self._currency
            elif name in self._syntax.fields:
                value = self._read_field(name)
            elif name in self._syntax.addresses:
                value = self._read_address(self._syntax.addresses[name])
            else:
                continue
            if value:
                fields[name] = value
        return fields

    def _read_field(self, name: str) -> str | None:
        """The one value of a header field; a second, different one is reported."""
        kind, term = INVOICE_FIELDS[name]
        label = f"{name.replace('_', ' ')} ({term})"
        nodes = self._find(self._root, self._syntax.fields[name])
        if kind is Kind.MONEY:
            nodes = self._keep_currency(nodes, label)
        values = list(
            dict.fromkeys(
                value for node in nodes if (value := self._normalise(node, kind, label)) is not None
            )
        )
        if name == "payment_terms":
            return " ".join(values)
        if len(values) > 1 and name not in _MANY_ALLOWED:
            self._problems.append(
                f"The XML states {len(values)} different values for {label}; the first was taken."
            )
        return values[0] if values else None

    def _keep_currency(self, nodes: list[Node], label: str) -> list[Node]:
        """Drops amounts in another currency (such as BT-111, the tax in the tax currency)."""
        kept = [n for n in nodes if n.get("currencyID", self._currency) == self._currency]
        if nodes and not kept and self._currency:
            self._problems.append(
                f"The XML states the {label} in {nodes[0].get('currencyID', '')[:8]}, not in the "
                f"invoice's currency {self._currency}."
            )
        return kept if self._currency else nodes

    def _read_address(self, path: str) -> str:
        """Street lines, postcode and city, region, country: "Hauptstr. 1, 10115 Berlin, DE"."""
        for address in _select(self._root, path):
            streets = self._texts(address, self._syntax.address_streets)
            city = " ".join(self._texts(address, self._syntax.address_city))
            rest = self._texts(address, self._syntax.address_rest)
            parts = [part for part in (*streets, city, *rest) if part]
            if parts:
                return ", ".join(parts)
        return ""

    def _read_lines(self) -> list[dict[str, str]]:
        """All lines that carry a value. What a price is for is only read to tell what is wrong."""
        lines: list[dict[str, str]] = []
        for node in _select(self._root, self._syntax.lines):
            label = f"line {len(lines) + 1}"
            line = self._read_columns(node, self._syntax.line_columns, LINE_COLUMNS, label)
            discount = self._read_discount(node, label)
            if discount is not None:
                line["discount"] = discount
            if not line:
                continue  # ZUGFeRD 1 carries mere remarks as lines
            self._values(
                node, (self._syntax.line_price_base,), Kind.QUANTITY, f"price base of {label}"
            )
            lines.append({column: line[column] for column in LINE_COLUMNS if column in line})
        return lines

    def _read_discount(self, line: Node, label: str) -> str | None:
        """Line allowances (BG-27) less line charges (BG-28): quantity × price − this = net."""
        total: Decimal | None = None
        for group in _select(line, self._syntax.line_allowances):
            is_charge = self._first_text(self._syntax.allowance_indicator, group).lower()
            amounts = self._values(
                group, (self._syntax.allowance_amount,), Kind.MONEY, f"allowance of {label}"
            )
            for amount in amounts[:1]:
                sign = -1 if is_charge in ("true", "1") else 1
                total = _EXACT.add(total or Decimal(0), _EXACT.multiply(Decimal(amount), sign))
        return None if total is None else normalise_decimal(f"{total:f}", min_scale=2)

    def _read_taxes(self) -> list[dict[str, str]]:
        rows = (
            self._read_columns(node, self._syntax.tax_columns, TAX_COLUMNS, f"tax row {number}")
            for number, node in enumerate(_select(self._root, self._syntax.taxes), start=1)
        )
        return [row for row in rows if row]

    def _read_columns(
        self, node: Node, paths: dict[str, Paths], kinds: dict[str, tuple[Kind, str]], label: str
    ) -> dict[str, str]:
        row: dict[str, str] = {}
        for column, column_paths in paths.items():
            kind, term = kinds[column]
            named = f"{column.replace('_', ' ')}{f' ({term})' if term else ''} of {label}"
            values = self._values(node, column_paths, kind, named)
            if values:
                row[column] = values[0]
        return row

    def _values(self, node: Node, paths: Paths, kind: Kind, label: str) -> list[str]:
        found = (self._normalise(item, kind, label) for item in self._find(node, paths))
        return [value for value in found if value is not None]

    def _normalise(self, item: Node | str, kind: Kind, label: str) -> str | None:
        """The value of an element or attribute, or None with the problem reported."""
        text = drop_invisible((item if isinstance(item, str) else item.text) or "")
        if not text.strip():
            return None
        date_format = "" if isinstance(item, str) else item.get("format", "")
        try:
            return normalise_value(kind, text, date_format) or None
        except ValueError as error:
            shown = " ".join(text.split())[:40]
            self._problems.append(f"The {label} in the XML, “{shown}”, {error}.")
            return None

    def _find(self, node: Node, paths: Paths) -> list[Node]:
        """What the first path that leads to a text finds."""
        for path in paths:
            found = [item for item in _select(node, path) if _has_text(item)]
            if found:
                return found
        return []

    def _texts(self, node: Node, paths: Iterable[str]) -> list[str]:
        found = (item for path in paths for item in _select(node, path))
        return [text for item in found if (text := " ".join((item.text or "").split()))]

    def _first_text(self, path: str, node: Node | None = None) -> str:
        return next(iter(self._texts(self._root if node is None else node, (path,))), "")

    def _report_missing(self, fields: dict[str, str], has_lines: bool, profile: str) -> None:
        for name in _REQUIRED:
            if name not in fields:
                label = f"{name.replace('_', ' ')} ({INVOICE_FIELDS[name][1]})"
                self._problems.append(f"The XML states no usable {label}.")
        if not has_lines:
            reason = f"; its profile {profile} has none" if profile in _NO_LINES else ""
            self._problems.append(f"The XML states no invoice lines (BG-25){reason}.")

    def _states_negative(self, fields: dict[str, str]) -> bool:
        """Whether the issuer of a credit note wrote its amounts negative already."""
        total = next((fields[n] for n in ("total_gross", "total_net") if n in fields), "0")
        if not total.startswith("-"):
            return False
        self._problems.append(
            "The XML is a credit note whose total is negative already; its signs were kept."
        )
        return True


@cache
def _compile(path: str) -> etree.XPath:
    return etree.XPath(path)


def _select(node: Node, path: str) -> list[Node]:
    return cast(list[Node], _compile(path)(node))


def _has_text(item: Node | str) -> bool:
    text = item if isinstance(item, str) else item.text
    return bool(text and text.strip())


def _negate(row: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: negate(value) if name in names else value for name, value in row.items()}
