"""Lives the year: each deed is the action of support or members, by the right person, at its time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from groundswell.demo.announcing import Announcing
from groundswell.demo.asking import details_of
from groundswell.demo.farming import Farming
from groundswell.demo.gathering import Gathered
from groundswell.demo.moderating import Keeping
from groundswell.demo.rewarding import Rewarding
from groundswell.demo.talking import Talking
from groundswell.demo.timeline import Deed
from groundswell.demo.world import Asked, Year
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, CloseReason, Question, Tag, Topic
from groundswell.log import clock
from groundswell.members.actions import change_role, edit_profile, join
from groundswell.members.models import Member, Role


class Life(Keeping, Announcing, Gathered, Farming, Rewarding, Talking):
    """The people and texts that are there so far, by the names that the files give them."""

    def __init__(self, year: Year, start: datetime) -> None:
        Talking.__init__(self)
        self.year = year
        self.start = start
        self.asked: dict[str, Asked] = {asked.key: asked for asked in year.questions}
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.members: dict[str, Member] = {}
        self.questions: dict[str, Question] = {}
        self.answers: dict[tuple[str, int | None], Answer] = {}
        self.tags: dict[str, int] = {}
        self.gatherings = {}

    def do(self, deed: Deed) -> None:
        with clock.standing_at(self.start + deed.at):
            getattr(self, deed.what)(deed, **deed.more)

    def join(self, deed: Deed) -> None:
        person = self.year.people[deed.by]
        member = join(handle=person.handle, name=person.name, email=f"{person.handle}@example.org", how="demo")
        if person.role != Role.MEMBER:
            change_role(member, person.role, by=None)
        edit_profile(
            member,
            by=member,
            name=person.name,
            about=person.about,
            languages=list(person.languages),
            expertise=list(person.expertise),
        )
        self.members[person.handle] = member

    def ask(self, deed: Deed) -> None:
        asked = self.asked[deed.about[0]]
        self.questions[asked.key] = actions.ask_question(
            by=self.members[deed.by],
            title=asked.title,
            body=asked.body,
            topic=self.topics[asked.topic],
            tags=list(asked.tags),
            language=asked.language,
            details=details_of(asked),
        )

    def answer(self, deed: Deed, body: str) -> None:
        found = self.questions[deed.about[0]]
        self.answers[deed.about] = actions.answer_question(found, by=self.members[deed.by], body=body)

    def comment(self, deed: Deed, body: str) -> None:
        actions.comment_on(self._subject(deed), by=self.members[deed.by], body=body)

    def me_too(self, deed: Deed, device: str) -> None:
        actions.say_me_too(self.questions[deed.about[0]], by=self.members[deed.by], device=device)

    def look_first(self, deed: Deed, once: UUID, far: str) -> None:
        """They begin to ask, are shown this, and go as `far` as to open it, or to be helped by it."""
        member, similar = self.members[deed.by], self.questions[deed.about[0]].pk
        actions.show_similar(once, [similar], by=member)
        if far != "shown":
            actions.open_similar(once, similar, by=member)
        if far == "solved":
            actions.solve_by_similar(once, similar, by=member)

    def claim(self, deed: Deed) -> None:
        actions.claim_question(self.questions[deed.about[0]], by=self.members[deed.by])

    def request(self, deed: Deed, body: str) -> None:
        actions.request_details(self.questions[deed.about[0]], by=self.members[deed.by], body=body)

    def edit(self, deed: Deed, body: str, reason: str) -> None:
        answer = Answer.objects.select_related("voice").get(pk=self.answers[deed.about].pk)
        actions.edit_answer(answer, by=self.members[deed.by], body=body, reason=reason)

    def accept(self, deed: Deed) -> None:
        actions.accept_answer(self.answers[deed.about], by=self.members[deed.by])

    def thank(self, deed: Deed) -> None:
        actions.give_thanks(self.answers[deed.about], by=self.members[deed.by])

    def welcome(self, deed: Deed) -> None:
        actions.welcome(self.answers[deed.about], by=self.members[deed.by])

    def vote(self, deed: Deed, value: int) -> None:
        actions.vote(self._subject(deed), by=self.members[deed.by], value=value)

    def share(self, deed: Deed) -> None:
        actions.make_share_link(self.questions[deed.about[0]], by=self.members[deed.by])

    def read(self, deed: Deed) -> None:
        actions.mark_read(self.questions[deed.about[0]], by=self.members[deed.by])

    def follow(self, deed: Deed, kind: str, subject: str) -> None:
        actions.follow(kind, self._followed(kind, subject), by=self.members[deed.by])

    def close(self, deed: Deed, reason: str, cause: str) -> None:
        found = self.questions[deed.about[0]]
        actions.close_question(found, by=self.members[deed.by], cause=cause, reason=reason)

    def duplicate(self, deed: Deed, reason: str, of: str) -> None:
        found, older = self.questions[deed.about[0]], self.questions[of]
        by, cause = self.members[deed.by], CloseReason.DUPLICATE
        actions.close_question(found, by=by, cause=cause, reason=reason, duplicate_of=older)

    def reopen(self, deed: Deed, reason: str) -> None:
        actions.reopen_question(self.questions[deed.about[0]], by=self.members[deed.by], reason=reason)

    def lock(self, deed: Deed, reason: str) -> None:
        actions.lock_question(self.questions[deed.about[0]], by=self.members[deed.by], reason=reason)

    def delete(self, deed: Deed, reason: str) -> None:
        if self.hidden_for(deed, reason):
            return
        actions.delete_question(self.questions[deed.about[0]], by=self.members[deed.by], reason=reason)

    def move(self, deed: Deed, reason: str, to: str) -> None:
        found, topic = self.questions[deed.about[0]], self.topics[to]
        actions.move_question(found, by=self.members[deed.by], topic=topic, reason=reason)

    def revoke_solution(self, deed: Deed, reason: str) -> None:
        actions.revoke_solution(self.questions[deed.about[0]], by=self.members[deed.by], reason=reason)

    def delete_answer(self, deed: Deed, reason: str) -> None:
        if self.hidden_for(deed, reason):
            return
        actions.delete_answer(self.answers[deed.about], by=self.members[deed.by], reason=reason)

    def _subject(self, deed: Deed) -> Any:
        key, number = deed.about
        return self.questions[key] if number is None else self.answers[deed.about]

    def _followed(self, kind: str, subject: str) -> int:
        match kind:
            case "topic":
                return self.topics[subject].pk
            case "member":
                return self.members[subject].pk
        if subject not in self.tags:
            self.tags[subject] = Tag.objects.get(name=subject).pk
        return self.tags[subject]
