"""What the year's people talked about: spaces, discussions, blog posts and polls, from the files in year/talk/."""

import math
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageColor, ImageDraw

from groundswell.demo.timeline import Deed
from groundswell.demo.world import Moment
from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import BlogText, PollText, SpaceText
from groundswell.features.discussions.models import BlogDraft, Discussion, Poll, PollOption, Reply, Space
from groundswell.members.models import Member
from groundswell.voice import pictures

TALK = Path(__file__).parent / "year" / "talk"
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
OPENS = Moment(hours=21)  # of day 0, when everybody who makes spaces is there


def read_talk(folder: Path = TALK) -> dict[str, list[dict[str, Any]]]:
    """The tables of all files, by their names."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(folder.glob("*.toml")):
        for name, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found.setdefault(name, []).extend(rows)
    return found


def around() -> Iterator[Deed]:
    """Everything that is done in discussions in the year; a deed comes after what it is about."""
    talk = read_talk()
    for order, space in enumerate(talk["space"]):
        yield Deed(OPENS + Moment(minutes=order), "make_space", "mia", more={"order": order, "said": space})
    for one in talk["discussion"]:
        yield from _discussion(one)
    for one in talk["post"]:
        yield from _post(one)


def _discussion(one: dict[str, Any]) -> Iterator[Deed]:
    at, about = _begins(one), (f"talk {one['key']}", None)
    poll = {key: value for key, value in one.get("poll", {}).items() if key != "votes"}
    said = {key: one[key] for key in ("space", "title", "body")}
    yield Deed(at, "begin", one["by"], about, {**said, "poll": poll})
    for turn, (handle, *options) in enumerate(one.get("poll", {}).get("votes", ()), start=1):
        yield Deed(at + Moment(minutes=97 * turn), "vote_in_poll", handle, about, {"options": options})
    yield from _answers(one, at, about[0])


def _post(one: dict[str, Any]) -> Iterator[Deed]:
    """Handed in, let appear, then commented on; one that nobody has looked at yet waits."""
    at, about = _begins(one), (f"talk {one['key']}", None)
    said = {key: one.get(key) for key in ("space", "title", "body", "cover", "alt")}
    yield Deed(at, "hand_in", one["by"], about, said)
    if "approved" in one:
        there = at + after(one["approved"])
        yield Deed(there, "approve", "cleo", about)
        yield from _answers(one, there, about[0])


def _answers(one: dict[str, Any], at: Moment, key: str) -> Iterator[Deed]:
    """Thanks and replies."""
    yield from _thanks(one, at, (key, None))
    for number, reply in enumerate(one.get("replies", ())):
        yield from _reply(reply, at, (key, number))


def _reply(reply: dict[str, Any], begun: Moment, about: tuple[str, int]) -> Iterator[Deed]:
    at = begun + after(reply["after"])
    yield Deed(at, "reply", reply["by"], about, {"body": reply["body"]})
    yield from _thanks(reply, at, about)


def _thanks(said: dict[str, Any], at: Moment, about: tuple[str, int | None]) -> Iterator[Deed]:
    most = 1 if about[1] is not None else 2
    for turn, handle in enumerate(said.get("thanks", ())[:most], start=1):
        yield Deed(at + Moment(minutes=53 * turn), "thank_for_talk", handle, about)


def _begins(one: dict[str, Any]) -> Moment:
    hour, _colon, minute = one["at"].partition(":")
    return Moment(days=one["day"], hours=int(hour), minutes=int(minute))


def after(text: str) -> timedelta:
    """ "50m", "3h" or "2d"."""
    return timedelta(**{UNITS[text[-1]]: int(text[:-1])})


def hills(hue: int) -> SimpleUploadedFile:
    """A cover picture: hills one behind the other, in one colour."""
    wide, high = 960, 480
    picture = Image.new("RGB", (wide, high), ImageColor.getrgb(f"hsl({hue}, 45%, 90%)"))
    pen = ImageDraw.Draw(picture)
    for row in range(6):
        ground = high * (0.36 + 0.11 * row)
        waves = [
            (x, ground + 42 * math.sin(x / (150 + 31 * row) + 2.4 * row) + 17 * math.sin(x / 53 + row))
            for x in range(0, wide + 20, 20)
        ]
        pen.polygon(
            [(0, high), *waves, (wide, high)], fill=ImageColor.getrgb(f"hsl({hue + 4 * row}, 42%, {80 - 11 * row}%)")
        )
    file = BytesIO()
    picture.save(file, "JPEG", quality=92)
    return SimpleUploadedFile("cover.jpg", file.getvalue(), "image/jpeg")


class Talking:
    """Does these deeds; mixed into Life, which knows the members."""

    members: dict[str, Member]

    def __init__(self) -> None:
        self.spaces: dict[str, Space] = {}
        self.talks: dict[tuple[str, int | None], Discussion | Reply] = {}
        self.polls: dict[tuple[str, int | None], tuple[Poll, list[int]]] = {}
        self.drafts: dict[tuple[str, int | None], BlogDraft] = {}

    def make_space(self, deed: Deed, order: int, said: dict[str, Any]) -> None:
        text = SpaceText(**{key: value for key, value in said.items() if key != "slug"}, order=order)
        self.spaces[said["slug"]] = actions.make_space(text, by=self.members[deed.by])

    def begin(self, deed: Deed, space: str, title: str, body: str, poll: dict[str, Any]) -> None:
        asked = PollText(**{**poll, "options": tuple(poll["options"])}) if poll else None
        self.talks[deed.about] = actions.begin_discussion(
            by=self.members[deed.by], space=self.spaces[space], title=title, body=body, poll=asked
        )

    def vote_in_poll(self, deed: Deed, options: list[int]) -> None:
        if deed.about not in self.polls:
            poll = Poll.objects.get(discussion=self.talks[deed.about].pk)
            self.polls[deed.about] = poll, list(PollOption.objects.filter(poll=poll).values_list("pk", flat=True))
        poll, known = self.polls[deed.about]
        actions.cast_ballot(poll, [known[one] for one in options], by=self.members[deed.by])

    def hand_in(self, deed: Deed, space: str, title: str, body: str, cover: int | None, alt: str | None) -> None:
        by = self.members[deed.by]
        drawn = pictures.keep(hills(cover), by=by) if cover is not None else None
        said = BlogText(title=title, body=body, space=self.spaces[space], cover=drawn, alt=alt or "")
        self.drafts[deed.about] = actions.save_draft(None, said, by=by)
        actions.submit_draft(self.drafts[deed.about], by=by)

    def approve(self, deed: Deed) -> None:
        self.talks[deed.about] = actions.approve_draft(self.drafts[deed.about], by=self.members[deed.by])

    def reply(self, deed: Deed, body: str) -> None:
        talk = self.talks[deed.about[0], None]
        assert isinstance(talk, Discussion)
        self.talks[deed.about] = actions.reply_to(talk, by=self.members[deed.by], body=body)

    def thank_for_talk(self, deed: Deed) -> None:
        actions.give_thanks(self.talks[deed.about], by=self.members[deed.by])
