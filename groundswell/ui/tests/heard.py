"""A page as a screen reader has it: names of controls, headings, landmarks, languages; and what is wrong with them.

Of the rules for accessible names (W3C accname 1.2) only what our pages use: labelledby, label, alt, text, title.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNHEARD = {"script", "style", "template", "noscript", "head", "dialog"}
FIELDS = {"input", "select", "textarea"}
# In these a link or button is heard together with what is around it (WCAG 2.4.4: "in context").
CONTEXTS = {"article", "aside", "dd", "details", "fieldset", "figure", "form", "header", "li", "nav", "section", "tr"}
CONTEXT_CLASSES = {"comment", "pick", "person", "setting", "note", "row", "post", "card", "device", "entry", "gain"}
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "form", "list")


@dataclass(eq=False)
class Element:
    tag: str
    attrs: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def ancestors(self) -> Iterator["Element"]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def inside(self) -> Iterator["Element"]:
        """Itself and everything in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.inside()

    @property
    def unheard(self) -> bool:
        return (
            self.tag in UNHEARD or "hidden" in self.attrs or self.attrs.get("aria-hidden") == "true" or self.attrs.get("type") == "hidden"
        )  # fmt: skip

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif not child.unheard:
                yield child.attrs.get("aria-label") or child.attrs.get("alt") or "".join(child._texts())

    def __str__(self) -> str:
        shown = " ".join(f'{name}="{value[:60]}"' for name, value in self.attrs.items() if name in SHOWN)
        return f"<{self.tag}{' ' if shown else ''}{shown}>{self.text[:50]}"


SHOWN = ("id", "class", "href", "name", "type", "formaction", "aria-label")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(made)
        if tag not in EMPTY:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        for open_one in (self.here, *self.here.ancestors()):
            if open_one.tag == tag:
                self.here = open_one.parent or self.root
                return

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


class Heard:
    """A parsed page; `complaints` says what somebody who hears it would stumble over."""

    def __init__(self, html: str) -> None:
        builder = _Builder()
        builder.feed(html)
        self.every = list(builder.root.inside())
        gone: set[Element] = set()
        for one in self.every:
            if one.unheard or one.parent in gone:
                gone.add(one)
        self.elements = [one for one in self.every if one not in gone]
        self.ids = {one.attrs["id"]: one for one in self.every if "id" in one.attrs}
        self.whole = any(one.tag == "html" for one in self.every)

    def all(self, *tags: str) -> list[Element]:
        return [one for one in self.elements if one.tag in tags]

    @property
    def title(self) -> str:
        return next((one.text for one in self.every if one.tag == "title" and _is_in(one, "head")), "")

    def name(self, one: Element) -> str:
        if refs := one.attrs.get("aria-labelledby"):
            return " ".join(self.ids[ref].text for ref in refs.split() if ref in self.ids)
        if label := one.attrs.get("aria-label", "").strip():
            return label
        if one.tag in FIELDS:
            labels = [label for label in self.every if label.tag == "label" and _labels(label, one)]
            if one.attrs.get("type") in {"submit", "button"}:
                return one.attrs.get("value", "")
            return " ".join(label.text for label in labels)
        return one.text or one.attrs.get("alt", "") or one.attrs.get("title", "")

    def complaints(self) -> list[str]:
        found = [
            *self._names(),
            *self._twins(),
            *self._pictures(),
            *self._tables(),
            *self._references(),
            *self._fields(),
        ]
        return [*found, *self._frame(), *self._headings()] if self.whole else found

    def _controls(self) -> list[Element]:
        return [
            one for one in self.elements
            if one.tag in {"button", "summary", *FIELDS} or (one.tag == "a" and "href" in one.attrs)
        ]  # fmt: skip

    def _names(self) -> Iterator[str]:
        for one in self._controls():
            if not self.name(one).strip():
                yield f"no name: {one}"
            # WCAG 2.5.3: who speaks what is seen must reach it.
            elif (label := one.attrs.get("aria-label", "")) and not _is_said_in(one.text, label):
                yield f"seen as “{one.text}”, heard as “{label}”"

    def _twins(self) -> Iterator[str]:
        """Two links or buttons of one name that lead elsewhere, heard in the same surroundings."""
        leads: dict[tuple[Element | None, str, str], set[str]] = defaultdict(set)
        for one in self.all("a", "button"):
            if one.tag == "a" and "href" not in one.attrs:
                continue
            to = one.attrs.get("href") or "|".join(
                one.attrs.get(name, "") for name in ("formaction", "name", "value", "data-open")
            )
            around = next((above for above in one.ancestors() if _is_context(above)), None)
            leads[around, one.tag, self.name(one)].add(
                to.split("#")[0] if one.tag == "a" and not to.startswith("#") else to
            )
        for (_around, tag, name), ways in leads.items():
            if len(ways) > 1:
                yield f"{len(ways)} of <{tag}> are called “{name}”: {sorted(ways)[:3]}"

    def _pictures(self) -> Iterator[str]:
        for one in self.all("img"):
            if "alt" not in one.attrs:
                yield f"a picture without alt: {one}"
        for one in self.all("svg"):
            if not (one.attrs.get("role") == "img" and self.name(one)):
                yield f"a drawing that is neither hidden nor named: {one.parent}"

    def _tables(self) -> Iterator[str]:
        for table in self.all("table"):
            heads = [one for one in table.inside() if one.tag == "th"]
            if not heads:
                yield f"a table without heads: {table}"
            for head in heads:
                if "scope" not in head.attrs and not _is_in(head, "thead"):
                    yield f"a head of a table with no scope: {head}"

    def _references(self) -> Iterator[str]:
        counted = Counter(one.attrs["id"] for one in self.every if "id" in one.attrs and not _is_in(one, "svg"))
        yield from (f"the id “{name}” is there {n} times" for name, n in counted.items() if n > 1)
        if self.whole:
            for one in self.elements:
                for kind in REFERRING:
                    for ref in one.attrs.get(kind, "").split():
                        if ref not in self.ids:
                            yield f"{kind} leads nowhere: {one} → {ref}"
                href = one.attrs.get("href", "") if one.tag == "a" else ""
                if href.startswith("#") and href[1:] not in self.ids:
                    yield f"leads nowhere on the page: {one}"

    def _fields(self) -> Iterator[str]:
        for one in self.all(*FIELDS):
            if one.attrs.get("aria-invalid") == "true":
                told = " ".join(
                    self.ids[ref].text for ref in one.attrs.get("aria-describedby", "").split() if ref in self.ids
                )
                if not told:
                    yield f"wrong, and nothing says why: {one}"
        for group in self.all("fieldset"):
            if not any(isinstance(child, Element) and child.tag == "legend" and child.text for child in group.children):
                yield f"a group of fields without a name: {group}"

    def _frame(self) -> Iterator[str]:
        if not self.title:
            yield "no title"
        html = next(one for one in self.every if one.tag == "html")
        if not html.attrs.get("lang"):
            yield "no language"
        mains = self.all("main")
        if len(mains) != 1:
            yield f"{len(mains)} main parts"
        skip = next(one for one in self._controls())
        target = self.ids.get(skip.attrs.get("href", "")[1:])
        if target is None or target.tag != "main" or target.attrs.get("tabindex") != "-1":
            yield f"the first control does not lead to the main part: {skip}"
        names = Counter((one.tag, self.name(one) if one.attrs.get("aria-label") or one.attrs.get("aria-labelledby") else "")
                        for one in self.all("nav", "aside"))  # fmt: skip
        many = Counter(tag for tag, _name in names.elements())
        for (tag, name), n in names.items():
            if (n > 1 or not name) and many[tag] > 1:
                yield f"{n} of {many[tag]} <{tag}> are called “{name}”"

    def _headings(self) -> Iterator[str]:
        heads = [one for one in self.elements if len(one.tag) == 2 and one.tag[0] == "h" and one.tag[1].isdigit()]
        first = [one for one in heads if one.tag == "h1"]
        if len(first) != 1:
            yield f"{len(first)} h1: {[one.text for one in first]}"
        before = 0
        for one in heads:
            level = int(one.tag[1])
            if level > before + 1:
                yield f"from h{before} to h{level}: {one}"
            if not one.text:
                yield f"an empty heading: {one}"
            before = level

    def languages_of(self, word: str) -> set[str]:
        """In which languages a word stands, by the nearest lang."""
        found = set()
        for one in self.elements:
            if one.tag not in {"title", "option", "textarea"} and any(
                isinstance(c, str) and word in c for c in one.children
            ):
                found.add(next((up.attrs["lang"] for up in (one, *one.ancestors()) if "lang" in up.attrs), ""))
        return found


def _is_in(one: Element, tag: str) -> bool:
    return any(above.tag == tag for above in one.ancestors())


def _labels(label: Element, one: Element) -> bool:
    return label.attrs.get("for", "-") == one.attrs.get("id") or label in one.ancestors()


def _is_context(one: Element) -> bool:
    return one.tag in CONTEXTS or bool(CONTEXT_CLASSES & set(one.attrs.get("class", "").split()))


def _is_said_in(text: str, label: str) -> bool:
    """Signs and initials are not spoken."""
    return not any(letter.isalpha() for letter in text) or len(text) < 3 or text.lower() in label.lower()
