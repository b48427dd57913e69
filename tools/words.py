"""The catalogues of texts: extract them from the code, bring each language up to date, compile. `make words` runs it.

What it writes depends on the code and the translations alone: no dates, no line numbers, sorted by text. A text that
is new waits with an empty translation; one that is gone goes from the catalogue too. Nothing is ever guessed.
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

CODE = Path(__file__).resolve().parents[1] / "groundswell"
LOCALE = CODE / "locale"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Words(Catalog):
    """A catalogue with a head that is the same at any time, with any Babel."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        plural = [("Language", str(self.locale)), ("Plural-Forms", self.plural_forms)] if self.locale else []
        return [*plural, ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8")]


def languages() -> list[str]:
    """The languages that have a folder; an empty one is a language to begin."""
    return sorted(path.parent.name for path in LOCALE.glob("*/LC_MESSAGES"))


def po_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def texts() -> Catalog:
    """Every text in the code."""
    with (LOCALE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Words()
    for _file, _line, text, _comments, context in extract_from_dir(CODE, methods, options, KEYWORDS):
        found.add(text, context=context)
    return found


def translated(language: str) -> Catalog:
    """What the committed catalogue says."""
    if not po_of(language).exists():
        return Words(locale=language)
    with po_of(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, found: Catalog) -> Catalog:
    """The texts of the code, each with the translation that the catalogue has for exactly this text."""
    known = translated(language)
    fresh = Words(
        locale=language, fuzzy=False, header_comment="# Made by `make words`; the translations are written by hand."
    )
    for text in found:
        if text.id:
            before = known.get(text.id, text.context)
            fresh.add(text.id, before.string if before and before.id == text.id else "", context=text.context)
    return fresh


def written(catalog: Catalog) -> bytes:
    """The file that translators work on."""
    file = BytesIO()
    write_po(file, catalog, width=0, sort_output=True)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The file that Django reads."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def forms(text: str | Iterable[str] | None) -> list[str]:
    """A text, or its singular and plurals, as a list."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def missing(catalog: Catalog) -> list[str]:
    """The texts without a translation."""
    return [forms(text.id)[0] for text in catalog if text.id and not all(forms(text.string))]


def main() -> int:
    found, waiting = texts(), 0
    for language in languages():
        catalog, po = updated(language, found), po_of(language)
        po.write_bytes(written(catalog))
        po.with_suffix(".mo").write_bytes(compiled(catalog))
        left = missing(catalog)
        waiting += len(left)
        print(f"{language}: {len(catalog)} texts, {len(left)} without a translation")
        print(*(f"  {text}" for text in left), sep="\n", end="\n" if left else "")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
