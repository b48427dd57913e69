"""HTML of the house back into Markdown, so that a text that came as HTML from elsewhere can be edited here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

BLOCKS = {"p", "h2", "h3", "h4", "pre", "blockquote", "ul", "ol", "hr", "table", "dl"}
DEEPEST = 40
EMPTY = {"br", "hr", "img"}
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
HEADINGS = {"h2": "# ", "h3": "## ", "h4": "### "}
SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[/!?A-Za-z])|&(?=#?\w+;)|~(?=~)|:(?=//)")
LINE_START = re.compile(
    r"^(\s*)(?:([-+](?=\s|$)|#{1,6}(?=\s|$)|>|=+\s*$|-{2,}\s*$|~{3,})|(\d{1,9})([.)])(?=\s|$))", re.M
)
SIDES = {"end": "--:", "middle": ":-:"}


@dataclass
class Node:
    """An element of the text."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def each(self, *tags: str) -> "Iterator[Node]":
        """The elements of these kinds, however deep, but not one within another."""
        for child in self.children:
            if isinstance(child, Node):
                yield from [child] if child.tag in tags else child.each(*tags)

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def as_markdown(html: str) -> str:
    """Markdown that renders to this HTML again. For HTML that `sanitise` let through."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return _blocks(tree.root)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in EMPTY and len(self.open) < DEEPEST:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in [node.tag for node in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _blocks(node: Node, between: str = "\n\n") -> str:
    """The blocks within an element; words that stand among them are a paragraph of their own."""
    parts: list[str] = []
    before, other = "", False
    for is_block, group in groupby(node.children, lambda child: isinstance(child, Node) and child.tag in BLOCKS):
        for piece in group if is_block else [Node("p", children=list(group))]:
            assert isinstance(piece, Node)
            # Two lists in a row have different marks, else they were one.
            other = piece.tag == before and not other
            text = _block(piece, other)
            parts += [text] if text else []
            before = piece.tag if text else before
    return between.join(parts)


def _block(node: Node, other: bool) -> str:
    if node.tag in HEADINGS:
        return HEADINGS[node.tag] + _inline(node.children).replace("\n", " ").strip()
    if node.tag == "pre":
        return _fenced(node)
    if node.tag == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _blocks(node).split("\n"))
    if node.tag in {"ul", "ol"}:
        return _items(node, *("*)" if other else "-."))
    if node.tag == "table":
        return _table(node)
    if node.tag == "dl":
        return "\n\n".join(_paragraph([entry]) for entry in node.each("dt", "dd"))
    return "---" if node.tag == "hr" else _paragraph(node.children)


def _paragraph(children: list[Node | str]) -> str:
    text = re.sub(r" *\n *", "\n", _inline(children)).strip()
    return LINE_START.sub(lambda m: f"{m[1]}{m[3]}\\{m[4]}" if m[3] else f"{m[1]}\\{m[2]}", text)


def _items(node: Node, bullet: str, dot: str) -> str:
    start = int(node.attrs.get("start", "1"))
    items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
    if not items:
        return _blocks(node)
    loose = any(next(item.each("p"), None) for item in items)
    lines = []
    for number, item in enumerate(items, start):
        mark = f"{number}{dot} " if node.tag == "ol" else f"{bullet} "
        text = _blocks(item, "\n\n" if loose else "\n").replace("\n", "\n" + " " * len(mark))
        lines.append((mark + re.sub(r"\n +(?=\n)", "\n", text)).rstrip())
    return ("\n\n" if loose else "\n").join(lines)


def _fenced(node: Node) -> str:
    code = next(node.each("code"), node)
    text = node.text().removesuffix("\n").removeprefix("\n")
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall(r"`+", text)), default=0))
    return f"{fence}{code.attrs.get('class', '').removeprefix('language-')}\n{text}\n{fence}"


def _table(node: Node) -> str:
    rows = [list(row.each("th", "td")) for row in node.each("tr")]
    if not rows:
        return ""
    texts = [
        "| " + " | ".join(_inline(c.children).replace("\n", " ").replace("|", "\\|").strip() for c in row) + " |"
        for row in rows
    ]
    sides = "| " + " | ".join(SIDES.get(cell.attrs.get("class", ""), "---") for cell in rows[0]) + " |"
    return "\n".join([texts[0], sides, *texts[1:]])


def _inline(children: list[Node | str]) -> str:
    return "".join(_words(child) if isinstance(child, str) else _element(child) for child in children)


def _words(text: str) -> str:
    return SPECIAL.sub(lambda found: "\\" + found[0], re.sub(r"\s+", " ", text))


def _element(node: Node) -> str:
    if node.tag == "br":
        return "\n"
    if node.tag in {"code", "kbd"}:
        return _code(node.text())
    if node.tag == "img":
        return (
            f"![{_words(node.attrs.get('alt', ''))}]({_target(node.attrs.get('src', ''), node.attrs.get('title', ''))})"
        )
    inner = _inline(node.children)
    if node.tag == "a":
        return _link(node, inner)
    if node.tag == "dt":
        return f"**{inner.strip()}**"
    mark = MARKS.get(node.tag)
    if not mark or not inner.strip():
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{mark}{inner.strip()}{mark}{after}"


def _link(node: Node, inner: str) -> str:
    href, css = node.attrs.get("href", ""), node.attrs.get("class", "")
    if css == "mention":
        return node.text()
    if css == "preview" or (node.text() == href and href.startswith(("http://", "https://"))):
        return href
    return f"[{inner}]({_target(href, node.attrs.get('title', ''))})" if href else inner


def _target(href: str, title: str) -> str:
    named = title.replace("\\", "\\\\").replace('"', '\\"')
    href = f"<{href}>" if re.search(r"[\s()]", href) else href
    return f'{href} "{named}"' if title else href


def _code(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{ticks}{pad}{text}{pad}{ticks}" if text.strip() else text
