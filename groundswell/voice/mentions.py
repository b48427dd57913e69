"""People who are called by name in a text: @ada."""

import re

from markdown_it.token import Token

from groundswell.members.models import Member
from groundswell.members.names import key_of

MENTION = re.compile(r"(?<![\w/@.])@([^\W_](?:[\w.-]{1,28}[^\W_]))")
MOST_MENTIONS = 10


def link_mentions(blocks: list[Token]) -> list[int]:
    """Link each handle that is somebody's, outside code and links, to its profile; return whose they are."""
    words = [token.content for block in blocks for token in _plain_words(block)]
    keys = {key_of(match[1]): None for text in words for match in MENTION.finditer(text)}
    if not keys:
        return []
    found = Member.objects.present().filter(handle_key__in=list(keys)[:MOST_MENTIONS])
    people = {key: (pk, handle) for pk, key, handle in found.values_list("pk", "handle_key", "handle")}
    for block in blocks if people else ():
        chosen = {id(token) for token in _plain_words(block)}
        parts = [_split(token, people) if id(token) in chosen else [token] for token in block.children or []]
        block.children = [part for split in parts for part in split]
    return [people[key][0] for key in keys if key in people]


def _plain_words(block: Token) -> list[Token]:
    """The pieces of text with an @ that are not within a link."""
    words, within = [], 0
    for token in block.children or []:
        within += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and "@" in token.content and not within:
            words.append(token)
    return words


def _split(token: Token, people: dict[str, tuple[int, str]]) -> list[Token]:
    parts: list[Token] = []
    end = 0
    for match in MENTION.finditer(token.content):
        person = people.get(key_of(match[1]))
        if person:
            parts += [_text(token.content[end : match.start()]), *_link(person[1])]
            end = match.end()
    return [*parts, _text(token.content[end:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(handle: str) -> list[Token]:
    start = Token("link_open", "a", 1, attrs={"href": f"/members/{handle}/", "class": "mention"})
    return [start, _text(f"@{handle}"), Token("link_close", "a", -1)]
