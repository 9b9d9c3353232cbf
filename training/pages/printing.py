"""Templates → PDFs → labelled documents."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from random import Random
from shutil import which
from typing import Any

from jinja2 import Environment, StrictUndefined

from schemas.vocabulary import INVOICE_FIELDS, Kind
from training.pages.facts import Facts

FOLDER = Path(__file__).with_name("templates")
#: Names that Chromium goes by.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_STYLE = (
    "<!DOCTYPE html><meta charset='utf-8'>"
    "<style>a{color:inherit!important;text-decoration:none!important}</style>"
)
#: Where a browser takes no entities: quotes of font names are to stay.
_QUOTED_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_ENVIRONMENT = Environment(autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.do"])


@dataclass(frozen=True)
class Template:
    """A vendor's layout: its settings, and its HTML."""

    name: str
    settings: dict[str, Any]
    html: str


@dataclass(frozen=True)
class Printed:
    """One document: the PDF, and what it says."""

    id: str
    kind: str
    language: str
    data: bytes
    fields: dict[str, str]
    lines: list[dict[str, str]]


def load_template(path: Path) -> Template:
    """Reads a template; its settings stand between two lines of +++."""
    _, settings, html = path.read_text(encoding="utf-8").split("+++\n", 2)
    return Template(path.stem, tomllib.loads(settings), html)


def load_templates(folder: Path = FOLDER) -> list[Template]:
    """All templates by name."""
    return [load_template(path) for path in sorted(folder.glob("*.html"))]


def find_browser() -> str:
    """The path of Chromium.

    Raises:
        FileNotFoundError: there is none on the PATH.
    """
    if found := next((path for name in BROWSERS if (path := which(name))), None):
        return found
    raise FileNotFoundError(
        f"No Chromium on the PATH ({', '.join(BROWSERS)}), and it prints the templates' pages:"
        " install it (Debian: apt-get install chromium)."
    )


@contextmanager
def open_printer() -> Iterator["Printer"]:
    """A browser that prints; needs Chromium, see `find_browser`."""
    from playwright.sync_api import sync_playwright

    browser_path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield Printer(browser.new_page())
        browser.close()


class Printer:
    """Fills templates and prints them."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def print(self, template: Template, seed: int) -> Printed:
        """One document; the same seed gives the same one."""
        facts = Facts.draw(Random(f"{template.name}/{seed}"), template.settings)
        self.page.set_content(_STYLE + render(template, facts))
        if any(INVOICE_FIELDS.get(name, (None,))[0] is Kind.MONEY for name in facts.fields):
            facts.fields["currency"] = facts.currency
        return Printed(
            f"{template.name}-{seed}",
            facts.kind,
            template.settings["language"],
            self.page.pdf(format="A4", prefer_css_page_size=True, print_background=True),
            facts.fields,
            list(facts.rows.values()),
        )


@cache
def _compiled(html: str) -> Any:
    return _ENVIRONMENT.from_string(html)


def render(template: Template, facts: Facts) -> str:
    """The HTML of a template; `facts` keeps what it says."""
    html = _compiled(template.html).render(facts.names())
    return _QUOTED_STYLE.sub(lambda style: unescape(style[0]), html)
