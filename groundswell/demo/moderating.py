"""How the year was kept in order: who reported what, the wave of spam, a warning, an appeal that was right, and what the law wants."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random

from groundswell.demo.timeline import DAY, HOUR, MINUTE, Deed
from groundswell.demo.world import MODERATING, Asked, Decision, Moment, Person, Year
from groundswell.features.support.models import Answer, Question
from groundswell.members.models import Member
from groundswell.members.rules import Refused
from groundswell.moderation import actions
from groundswell.moderation.kinds import find
from groundswell.moderation.models import Decision as Made
from groundswell.moderation.models import Deed as What
from groundswell.moderation.models import Item, Notice

GONE = ("delete", "delete_answer")
NOTES = {
    "spam": ("", "Same text as in two other threads", "Third one today"),
    "rude": ("This is about people, not about the app", ""),
    "misplaced": ("Looks like an advertisement to me", ""),
    "personal": ("There is a name and a number in it", ""),
}
# What is reported in good faith and stands: reason, note of the member, words of the team.
STANDING = (
    ("misplaced", "Should this not be under Devices?", "It is fine where it is; the question names the plan."),
    ("rude", "A bit sharp", "Sharp, and about the matter. It stays."),
    (
        "other",
        "I do not think this is right any more",
        "Then please say so in an answer: we do not hide what is only out of date.",
    ),
    ("personal", "There is a number in it", "That is the number of our own service, which everybody may have."),
)
WRONGED = (
    "I named a shop because it has the part, not because it is mine. Hiding this helps nobody who has the broken one."
)
RIGHTED = "You are right. The reports were quick, and the answer is useful. It is back."
NOTICE = (
    "Kontor Nord Vertriebs GmbH",
    "§ 14 MarkenG",
    "The answer uses our registered mark for a product that is not ours, and readers take it for an offer of our company.",
    "The mark is named to say which device is meant, which the law allows. Nothing is offered for sale.",
)
OPEN = ("rude", "Please look at the tone of this one")


def around(year: Year, deeds: Iterable[Deed], rng: Random) -> Iterator[Deed]:
    """The deeds of moderation, fitted to what else is done: nothing about a text while it is hidden."""
    quiet = _last_deeds(deeds)
    regulars = [person for person in year.people.values() if person.weight and not person.staff]
    for asked in year.questions:
        for decision in asked.decisions:
            if decision.what in GONE and year.people[decision.by].role in MODERATING:
                yield from _reported(asked, decision, regulars, rng)
    yield from _consequences(year)
    yield from _in_good_faith(year, quiet, regulars, rng)
    yield from _appealed(year, quiet, regulars)
    yield from _noticed(year, quiet)
    yield from _open_at_the_end(year, regulars)


def _last_deeds(deeds: Iterable[Deed]) -> dict[tuple[str, int | None], Moment]:
    last: dict[tuple[str, int | None], Moment] = defaultdict(Moment)
    for deed in deeds:
        last[deed.about] = max(last[deed.about], deed.at)
    return last


def ground_of(decision: Decision) -> str:
    """On what ground, by the words of the decision."""
    said = decision.reason.lower()
    if "spam" in said:
        return "spam"
    if any(word in said for word in ("personal data", "full name", "private person", "phone number")):
        return "personal"
    return "rude" if any(word in said for word in ("insult", "people", "tone", "rude")) else "misplaced"


def _author(asked: Asked, number: int | None) -> str:
    return asked.by if number is None else asked.replies[number].by


def _reported(asked: Asked, decision: Decision, regulars: list[Person], rng: Random) -> Iterator[Deed]:
    """Two or three saw it before the team did."""
    begun = asked.at if decision.answer is None else asked.replies[decision.answer].at
    room = decision.at - begun
    if room < 3 * MINUTE or decision.by == _author(asked, decision.answer):
        return
    ground = ground_of(decision)
    others = [one for one in regulars if one.joined + DAY < begun and one.handle != _author(asked, decision.answer)]
    for turn, person in enumerate(rng.sample(others, min(len(others), 2))):
        at = begun + room * (0.3 + 0.3 * turn)
        note = NOTES[ground][turn % len(NOTES[ground])]
        yield _deed(at, "flag", person.handle, (asked.key, decision.answer), reason=ground, note=note)


def _consequences(year: Year) -> Iterator[Deed]:
    """Whoever only came to advertise is shut out; whose copied answers were taken out is warned, once."""
    gone: dict[str, list[tuple[Moment, str, str]]] = defaultdict(list)
    for asked in year.questions:
        for one in asked.decisions:
            if one.what in GONE and year.people[one.by].role in MODERATING:
                gone[_author(asked, one.answer)].append((one.at, one.by, ground_of(one)))
    for handle, times in gone.items():
        at, by, _ground = max(times)
        spam = sum(found == "spam" for _at, _by, found in times)
        if spam == len(times) > 1:
            yield _deed(at + 6 * MINUTE, "suspend", by, whom=handle, reason="Came to advertise, and did nothing else.")
        elif handle == "eve":
            reason = "Copied answers help nobody twice, and votes are for what helped you, not a favour to return."
            yield _deed(at + 9 * MINUTE, "warn", by, whom=handle, reason=reason)


def _in_good_faith(
    year: Year, quiet: dict[tuple[str, int | None], Moment], regulars: list[Person], rng: Random
) -> Iterator[Deed]:
    """What somebody reported and the team let stand, some three in a month."""
    downed = [
        (asked, reply)
        for asked in year.questions
        for reply in asked.replies
        if reply.down and not asked.ended("lock", "delete", "merge") and not year.people[reply.by].staff
        and all(one.answer != reply.number for one in asked.decisions)
    ]  # fmt: skip
    for turn, (asked, reply) in enumerate(rng.sample(downed, min(len(downed), 36))):
        others = [one for one in regulars if one.joined + DAY < reply.at and one.handle not in (reply.by, asked.by)]
        if not others:
            continue
        reason, note, words = STANDING[turn % len(STANDING)]
        at = reply.at + HOUR * rng.randint(2, 30)
        about = (asked.key, reply.number)
        yield _deed(at, "flag", rng.choice(others).handle, about, reason=reason, note=note)
        yield _deed(at + MINUTE * rng.randint(20, 900), "keep", "cleo", about, reason=words)


def _appealed(year: Year, quiet: dict[tuple[str, int | None], Moment], regulars: list[Person]) -> Iterator[Deed]:
    """Three reports hid a useful answer by their weight; its author appealed, and somebody else brought it back."""
    for asked in year.questions:
        for reply in asked.replies:
            about, at = (asked.key, reply.number), quiet[asked.key, reply.number] + DAY
            calm = max(quiet[asked.key, None], max(quiet[asked.key, one.number] for one in asked.replies)) < at
            plain = not asked.decisions and reply.solved is None and year.people[reply.by].weight
            if not (plain and calm and 200 * DAY < at < 340 * DAY):
                continue
            others = [one for one in regulars if one.joined + DAY < at and one.handle != reply.by][4:9]
            for turn, person in enumerate(others):
                note = "Links to a shop"
                yield _deed(at + 20 * MINUTE * turn, "flag", person.handle, about, reason="spam", note=note)
            yield _deed(at + 3 * HOUR, "appeal", reply.by, about, text=WRONGED)
            yield _deed(at + 21 * HOUR, "decide_appeal", "mia", about, answer=RIGHTED)
            return


def _noticed(year: Year, quiet: dict[tuple[str, int | None], Moment]) -> Iterator[Deed]:
    """A company gave legal notice of an answer, and got its answer within a day."""
    for asked in reversed(year.questions):
        if asked.replies and not asked.decisions and 120 * DAY < asked.at < 300 * DAY:
            at, about = asked.replies[0].at + 4 * DAY, (asked.key, 0)
            yield _deed(at, "notice", "", about)
            yield _deed(at + 19 * HOUR, "decide_notice", "cleo", about)
            return


def _open_at_the_end(year: Year, regulars: list[Person]) -> Iterator[Deed]:
    """What still waits in the queue on the last day."""
    begin = 362 * DAY
    late = [asked for asked in year.questions if asked.replies and not asked.decisions and 355 * DAY < asked.at < begin]
    for turn, asked in enumerate(late[:3]):
        others = [one for one in regulars if one.handle not in (asked.by, asked.replies[0].by)]
        person = others[(turn + 1) * 7 % len(others)]
        reason, note = OPEN if turn == 0 else STANDING[turn][:2]
        yield _deed(begin + 7 * HOUR * (turn + 1), "flag", person.handle, (asked.key, 0), reason=reason, note=note)


def _deed(at: Moment, what: str, by: str, about: tuple[str, int | None] = ("", None), **more: str) -> Deed:
    return Deed(Moment(seconds=round(at.total_seconds())), what, by, about, dict(more))


class Keeping:
    """What moderation does in a Life; see `around`."""

    members: dict[str, Member]
    questions: dict[str, Question]
    answers: dict[tuple[str, int | None], Answer]

    def flag(self, deed: Deed, reason: str, note: str) -> None:
        kind, pk = self.named(deed)
        subject = find(kind, pk)
        if subject is not None and not subject.gone:
            actions.flag(subject, by=self.members[deed.by], reason=reason, note=note)

    def keep(self, deed: Deed, reason: str) -> None:
        if (item := self.reported(deed)) is not None:
            actions.decide_flags(item, by=self.members[deed.by], hide=False, reason=reason)

    def hidden_for(self, deed: Deed, reason: str) -> bool:
        """Whether it was reported, and is hidden by that now; the words of the decision tell the ground."""
        if (item := self.reported(deed)) is None or not self.members[deed.by].moderates:
            return False
        actions.decide_flags(item, by=self.members[deed.by], hide=True, reason=reason)
        return True

    def warn(self, deed: Deed, whom: str, reason: str) -> None:
        actions.warn(self.members[whom], by=self.members[deed.by], ground="other", reason=reason)

    def suspend(self, deed: Deed, whom: str, reason: str) -> None:
        by, for_good = self.members[deed.by], 3_650 * DAY
        actions.suspend(self.members[whom], by=by, ground="spam", reason=reason, lasting=for_good)

    def appeal(self, deed: Deed, text: str) -> None:
        made = self.hiding(deed)
        if made is not None:
            actions.appeal(made, by=self.members[deed.by], text=text)

    def decide_appeal(self, deed: Deed, answer: str) -> None:
        made = self.hiding(deed)
        item = Item.objects.filter(what="appeal", subject=made.pk, done_at=None).first() if made else None
        if item is not None:
            actions.decide_appeal(item, by=self.members[deed.by], reverse=True, answer=answer)

    def notice(self, deed: Deed) -> None:
        who, law, why, _answer = NOTICE
        url = Answer.objects.get(pk=self.answers[deed.about].pk).get_absolute_url()
        said = actions.Said(url=url, why=why, law=law, name=who, email="recht@kontor-nord.invalid", good_faith=True)
        actions.give_notice(said, by=None, address="192.0.2.7")

    def decide_notice(self, deed: Deed) -> None:
        item = Notice.objects.get(outcome="").item
        if item is None:
            raise Refused("The notice of the demo has no entry in the queue.")
        actions.decide_notice(item, by=self.members[deed.by], hide=False, ground="", legal=False, reason=NOTICE[3])

    def named(self, deed: Deed) -> tuple[str, int]:
        key, number = deed.about
        return ("question", self.questions[key].pk) if number is None else ("answer", self.answers[deed.about].pk)

    def reported(self, deed: Deed) -> Item | None:
        kind, pk = self.named(deed)
        return Item.objects.filter(what="flags", kind=kind, subject=pk, done_at=None).first()

    def hiding(self, deed: Deed) -> Made | None:
        kind, pk = self.named(deed)
        return Made.objects.filter(kind=kind, subject=pk, deed=What.HIDDEN).order_by("-pk").first()
