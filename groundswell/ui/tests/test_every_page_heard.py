"""Every page of the program, as somebody hears it who does not see it: signed out, as member, as moderator and as manager.

The pages come from the urlconf, so a new one is heard without being listed. One that this small community cannot show is
listed in SILENT with its reason; when it can be shown, its line has to go.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize

from conftest import person
from groundswell.derived.search.saved.saving import Sought, save_search
from groundswell.features.announcements import actions as announcements
from groundswell.features.conversations import actions as conversations
from groundswell.features.discussions import actions as discussions
from groundswell.features.gatherings import actions as gatherings
from groundswell.features.support import actions
from groundswell.features.support.models import Tag, Topic
from groundswell.log import clock, follow
from groundswell.members.groups import actions as groups
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.moderation.actions import flag
from groundswell.moderation.kinds import find
from groundswell.ui.tests.heard import Heard

GERMAN = "Quastenrabe"
TEAM = ("/operations/", "/moderation/", "/health/", "/_components/")  # others are refused, which is one page
MANAGED = (
    "/moderation/",
    "/question/",
    "/answer/",
    "/do/",
    "/tags/",
    "/rewards/",
    "/groups/",
    "/members/",
    "/announcements/",
    "/messages/",
    "/topics/",
    "/search/missed/",
    "/newcomers/",
    "/spaces/",
    "/discussion/",
    "/reply/",
    "/blog/",
    "/gatherings/",
)
# Pages that are not to be had here, by their places in the urlconf, with the reason.
SILENT = {
    "leads on to another page": {
        "/discussion/%(pk)s/", "/reply/%(pk)s/",
        "/share/", "/language/", "/questions/%(pk)s", "/questions/%(pk)s/%(rest)s", "/q/%(pk)s", "/q/%(pk)s/%(rest)s", "/a/%(pk)s",
        "/a/%(pk)s/%(rest)s", "/question/%(pk)s/", "/s/%(code)s/", "/notifications/%(entry)s/", "/users/%(pk)s",
        "/users/%(pk)s/%(rest)s", "/accounts/confirm-email/", "/accounts/password/change/", "/accounts/social/login/cancelled/",
        "/accounts/social/login/error/", "/accounts/social/signup/", "/accounts/social/connections/",
    },
    "answers a press of a button": {"/do/%(what)s/reply/%(pk)s/", "/do/thanks/%(on)s/%(pk)s/", "/rewards/payout/comes-to/"},
    "is a file or a picture": {
        "/gatherings/calendar/%(token)s.ics", "/rewards/manage/%(number)s/members.csv", "/rewards/statements/%(month)s.csv",
        "/icons/%(name)s.png", "/media/%(path)s", "/rewards/%(first)s.%(form)s", "/rewards/cycles/%(name)s/credit.csv",
        "/health/report.%(form)s", "/health/charts/%(name)s.vl.json", "/accounts/2fa/recovery-codes/download/",
    },
    "is shown to developers only, and has tests in a browser": {"/_components/"},
    "needs a second factor, a fresh password or another site's account": {
        "/accounts/reauthenticate/", "/accounts/login/code/confirm/", "/accounts/2fa/authenticate/", "/accounts/2fa/reauthenticate/",
        "/accounts/2fa/totp/activate/", "/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/webauthn/reauthenticate/", "/accounts/2fa/webauthn/keys/%(pk)s/remove/",
        "/accounts/2fa/webauthn/keys/%(pk)s/edit/", "/accounts/2fa/webauthn/login/", "/accounts/3rdparty/login/error/",
        "/accounts/3rdparty/signup/", "/accounts/oidc/%(provider_id)s/login/", "/accounts/oidc/%(provider_id)s/login/callback/",
    },
    "is there only where a translator is set; translating has browser tests": {"/translation/%(on)s/%(pk)s/"},
    "needs a link from a mail": {
        "/letters/solved/%(token)s/",
        "/members/claim/%(token)s/", "/decisions/by-link/%(token)s/", "/legal/notice/%(token)s/", "/letters/stop/%(token)s/",
    },
    "needs something that is held, decided or stopped; moderation and operations have browser tests": {
        "/moderation/mine/%(pk)s/edit/", "/decisions/%(pk)s/", "/operations/consumers/%(name)s/skip/",
    },
    "needs rules, a cycle or a payout; rewards have browser tests": {
        "/rewards/manage/%(number)s/members/", "/rewards/statements/%(month)s/",
        "/rewards/manage/%(number)s/", "/rewards/manage/%(number)s/draft/", "/rewards/review/%(pk)s/", "/rewards/payout/%(pk)s/",
        "/rewards/cycles/%(name)s/", "/rewards/payouts/%(pk)s/", "/rewards/prizes/%(pk)s/",
    },
}  # fmt: skip


def pages(inside: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, str, list[str]]]:
    """Each place of the urlconf: how it is written there, its address with holes, and the names of the holes."""
    for found in (inside or get_resolver()).url_patterns:
        form, names = normalize(str(found.pattern.regex.pattern))[0]
        path = prefix + form.removeprefix("/")
        if isinstance(found, URLResolver):
            yield from ((route, rest, [*names, *more]) for route, rest, more in pages(found, path))
        elif not path.startswith("/api/"):
            yield path, path, list(names)


def community() -> dict[str, list[str]]:
    """A week of six people; what may stand in the holes of addresses."""
    ada, ben, cleo, eve = (
        person("ada", "Ada Lindqvist"),
        person("ben", "Ben Okafor"),
        person("cleo", "Cleo Marchetti", "moderator"),
        person("eve", "Eve Sandler"),
    )
    mia = person("mia", "Mia Brandt", "admin")
    calling = Topic.objects.create(slug="calling", name={"en": "Calls"}, about={"en": "Talking to each other."})
    group = groups.make_group(by=cleo, name="Testers", joining="open", listed=True)
    groups.join_group(group, by=ada)
    asked = actions.ask_question(
        by=ada, title="No signal in the lift", body="Every **morning**.", topic=calling, tags=["lift"]
    )
    german = actions.ask_question(
        by=ben,
        title=f"Warum ist der {GERMAN} im Aufzug so laut",
        body=f"Der {GERMAN} schreit seit gestern.",
        language="de",
        topic=calling,
        tags=["lift"],
    )
    answer = actions.answer_question(asked, by=ben, body="Turn on Wi-Fi calling.\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    actions.answer_question(german, by=ada, body=f"Den {GERMAN} muss man einfach füttern.")
    comment = actions.comment_on(answer, by=ada, body="That did it, thank you.")
    actions.vote(answer, by=eve, value=1)
    actions.accept_answer(answer, by=ada)
    link = actions.make_share_link(asked, by=ada)
    actions.edit_answer(answer, by=ben, body="Turn on Wi-Fi calling, at the bottom of settings.", reason="where")
    subject = find("question", german.pk)
    assert subject is not None
    flagged = flag(subject, by=eve, reason="other", note="Is this one meant?")
    announced = announcements.announce(
        by=cleo, texts={"en": ("Work on Sunday night", "Between 2 and 4 **nothing** works.")}
    )
    talk = conversations.begin(by=cleo, to=ada, subject="Your report", body="Thank you for it.")
    key, _text = make_key(by=ada, name="my script", scopes=["read"])
    actions.describe_tag(Tag.objects.get(name="lift"), by=cleo, about="Where masts are far.", body="Take the stairs.")
    sought = save_search(Sought("lift"), by=ada)
    more = company(ada, cleo, mia)
    follow.run_all()
    numbers = (asked, german, answer, comment, talk, key, sought, flagged.item, announced, *more)
    return {
        "pk": [*dict.fromkeys(str(one.pk) for one in numbers), "1"], "question": [str(asked.pk)], "answer": [str(answer.pk)], "comment": [str(comment.pk)],
        "slug": ["calling", group.slug, "lounge", *(one.get_absolute_url().split("/")[-2] for one in (asked, *more[:2]))], "handle": ["ben"], "name": ["lift", "standing.help"], "on": ["question", "answer"],
        "kind": ["question"], "subject": [str(asked.pk)], "what": ["close"], "code": [link.code], "rest": ["x"], "page": ["1"],
        "key": ["solver"], "place": ["x"],
    }  # fmt: skip


def company(ada: Member, cleo: Member, mia: Member) -> list[Any]:
    """A space where people talk and write, and an evening together."""
    lounge = discussions.make_space(discussions.SpaceText(name={"en": "Lounge"}), by=mia)
    begun = discussions.begin_discussion(by=ada, space=lounge, title="Where do you call from", body="I am curious.")
    reply = discussions.reply_to(begun, by=cleo, body="From the kitchen, mostly.")
    said = discussions.BlogText(title="A week with one bag", body="First, **socks**.", space=lounge)
    post = discussions.save_draft(None, said, by=cleo)
    published = discussions.submit_draft(post, by=cleo)
    waiting = discussions.save_draft(None, said, by=ada)
    discussions.submit_draft(waiting, by=ada)
    starts = clock.now().replace(tzinfo=None) + timedelta(days=9)
    plan = gatherings.Plan(
        title="An evening about roaming", body="Bring your **phone**.", starts=starts, ends=starts + timedelta(hours=2),
        zone="Europe/Berlin", location="Harbour street 1",
    )  # fmt: skip
    return [begun, published, post, reply, waiting, gatherings.host_gathering(plan, by=cleo)]


@dataclass
class Walk:
    """What was found on the way: complaints and where, and what each place of the urlconf came to."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    came: dict[str, str] = field(default_factory=dict)

    def as_somebody(self, who: str, client: Client, values: dict[str, list[str]], among: Callable[[str], bool]) -> None:
        """Each place of the urlconf once, with the first values that give a page."""
        titles: dict[str, set[str]] = defaultdict(set)
        for route, form, names in pages():
            if not among(path := form % {name: values.get(name, ["1"])[0] for name in names}):
                continue
            choices = itertools.product(*(values.get(name, ["1"]) for name in names))
            for path in (form % dict(zip(names, chosen, strict=True)) for chosen in choices):
                response = client.get(path)
                said = told(response)
                self.came[route] = min(said, self.came.get(route, said), key=_rank)
                if said == "page":
                    page = Heard(response.content.decode())
                    self._hear(page, f"{who} {path}")
                    if page.whole:
                        titles[page.title].add(route)
                if not said.isdecimal():
                    break  # one of each
        for title, where in titles.items():
            if len(where) > 1:
                self.wrong[f"“{title}” is the title of {len(where)} pages"].append(f"{who} {sorted(where)}")

    def _hear(self, page: Heard, where: str) -> None:
        found = [
            *page.complaints(),
            *(f"German that is read as “{code}”" for code in page.languages_of(GERMAN) - {"de"}),
        ]
        for complaint in found:
            self.wrong[complaint].append(where)


@pytest.mark.django_db
def test_every_page_is_well_heard(client: Client) -> None:
    values, walk = community(), Walk()
    walk.as_somebody("stranger", client, values, lambda path: not path.startswith(TEAM))
    client.force_login(Member.objects.get(handle="ada"))
    walk.as_somebody("ada", client, values, lambda path: not path.startswith(TEAM))
    client.force_login(Member.objects.get(handle="cleo"))
    walk.as_somebody("cleo", client, values, lambda path: path.startswith("/moderation/"))
    client.force_login(Member.objects.get(handle="mia"))
    walk.as_somebody("mia", client, values, lambda path: path.startswith((*TEAM, *MANAGED)))

    assert {complaint: where[:3] for complaint, where in walk.wrong.items()} == {}
    # A page that could not be had is one of SILENT, and nothing else is.
    missed = {route for route, said in walk.came.items() if said.isdecimal() and said != "405"}
    assert missed == {route for routes in SILENT.values() for route in routes}


def _rank(said: str) -> int:
    return ["page", "405"].index(said) if said in {"page", "405"} else 3 if said.isdecimal() else 2


def told(response: Any) -> str:
    """Whether this is a page, or what else it is."""
    kind = response.headers.get("Content-Type", "")
    if response.status_code != 200:
        return str(response.status_code)
    return "page" if kind.startswith("text/html") and not response.streaming else kind
