"""The pages of findings and of held points, and the same over JSON."""

from typing import Any

import pytest
from django.test import Client

from groundswell.features.rewards.fairness import queries, run_checks
from groundswell.features.rewards.fairness.actions.deciding import decide
from groundswell.features.rewards.fairness.graph import HEIGHT, WIDTH, drawn
from groundswell.features.rewards.fairness.models import Concern, Finding
from groundswell.features.rewards.fairness.tests.quarter import Quarter
from groundswell.members.models import Member
from groundswell.moderation.models import Decision, Item


@pytest.fixture
def finding(quarter: Quarter) -> Finding:
    run_checks()
    return Finding.objects.get()


def test_cleo_finds_it_in_her_queue_sees_the_evidence_and_decides(
    finding: Finding, ring: list[Member], cleo: Member, client: Client
) -> None:
    client.force_login(cleo)
    queue = client.get("/moderation/").content.decode()
    item = Item.objects.get()
    assert f"/moderation/{item.pk}/" in queue and "72 of the 72 votes and solutions" in queue
    assert client.get(f"/moderation/{item.pk}/")["Location"] == f"/rewards/review/{finding.pk}/"

    page = client.get(f"/rewards/review/{finding.pk}/").content.decode()
    assert page.count('class="tie ') == 12 and "Eve Sandler" in page
    assert page.count("<tr><td>Eve Sandler</td>") == 3  # the picture as a table
    assert "720" in page  # points held
    typed = {"person": [one.pk for one in ring[:2]], "deed": "reverse", "reason": ""}
    assert client.post(f"/rewards/review/{finding.pk}/", typed).status_code == 422
    assert client.post(f"/rewards/review/{finding.pk}/", {**typed, "person": [cleo.pk]}).status_code == 422
    sent = client.post(f"/rewards/review/{finding.pk}/", {**typed, "reason": "These votes were traded."}, follow=True)

    assert "180 taken" in sent.content.decode()
    assert Concern.objects.filter(deed="reverse").count() == 2
    assert "1 finding waits for you" in client.get("/rewards/review/").content.decode()
    assert "Nothing was decided yet" in client.get("/rewards/review/?state=decided").content.decode()


def test_it_is_counted_how_often_each_check_was_right(
    finding: Finding, ring: list[Member], cleo: Member, client: Client
) -> None:
    eve, finn, gus, hugo = (one.pk for one in ring)
    for deed, people in (("release", [gus]), ("warn", [hugo]), ("suspend", [eve]), ("reverse", [finn])):
        assert queries.tallies() == []
        decide(finding, people, by=cleo, deed=deed, reason="I looked at all of it.")

    assert queries.tallies() == [queries.Tally("A closed group", 1, released=1, warned=1, taken=1, suspended=1)]
    client.force_login(cleo)
    page = client.get("/rewards/review/?state=decided").content.decode()
    assert "How often the checks were right" in page and "75 %" in page


def test_eve_reads_what_is_held_why_and_where_to_appeal_and_nobody_elses_name(
    finding: Finding, ring: list[Member], client: Client
) -> None:
    client.force_login(ring[0])

    page = client.get("/rewards/held/").content.decode()

    assert "180 points are held" in page and "hardly anybody else found the answers useful" in page
    assert f"/decisions/{Decision.objects.get(person=ring[0]).pk}/" in page
    assert not any(one.name in page for one in ring[1:])
    decision = client.get(f"/decisions/{Decision.objects.get(person=ring[0]).pk}/").content.decode()
    assert "a check that runs every night" in decision and "Appeal" in decision


def test_strangers_learn_nothing_and_members_only_of_themselves(
    finding: Finding, ben: Member, mia: Member, client: Client
) -> None:
    for path in ("/rewards/review/", f"/rewards/review/{finding.pk}/"):
        assert client.get(path).status_code == 404
    assert client.get("/rewards/held/").status_code == 302
    client.force_login(ben)
    assert client.get(f"/rewards/review/{finding.pk}/").status_code == 403
    assert "None of your points is held" in client.get("/rewards/held/").content.decode()
    client.force_login(mia)
    assert client.get(f"/rewards/review/{finding.pk}/").status_code == 200


def test_a_list_of_ten_findings_costs_as_many_statements_as_one(
    finding: Finding, cleo: Member, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cleo)
    client.get("/rewards/review/")
    for n in range(9):
        more = Finding.objects.create(check_name="copies", numbers={"copies": n, "written": 9, "own": 1, "share": 0.5})
        Concern.objects.create(finding=more, person_id=finding.people[0])
    with django_assert_max_num_queries(8):
        assert client.get("/rewards/review/").content.decode().count("finding-row") == 10


def test_the_same_over_json(finding: Finding, ring: list[Member], cleo: Member, client: Client) -> None:
    client.force_login(cleo)
    listed = client.get("/api/v1/rewards/findings").json()
    assert (listed["waiting"], listed["findings"][0]["check"], len(listed["findings"][0]["people"])) == (
        1,
        "cluster",
        4,
    )
    said = {"deed": "release", "people": [ring[0].pk], "reason": "They sit in one office."}
    path = f"/api/v1/rewards/findings/{finding.pk}"
    made = client.post(f"{path}/decision", said, content_type="application/json").json()
    assert [one["deed"] for one in made["concerns"] if one["person"]["handle"] == "eve"] == ["release"]
    assert len(client.get(path).json()["ties"]) == 12
    again = client.post(f"{path}/decision", said, content_type="application/json")
    assert (again.status_code, again.json()["detail"]) == (403, "Somebody else has decided this already.")
    client.force_login(ring[1])
    (own,) = client.get("/api/v1/rewards/held").json()
    assert (own["state"], own["points_held"], len(own["decisions"])) == ("held", 180, 1)
    assert client.get(path).status_code == 403


def test_the_picture_puts_whoever_gets_most_into_the_middle_and_is_nothing_without_ties() -> None:
    star = drawn([(n, 1, 5) for n in range(2, 8)], {1: "Eve"})
    assert star is not None
    (middle,) = [dot for dot in star.dots if dot.got]
    assert (middle.label, middle.x, middle.y) == ("Eve", WIDTH / 2, HEIGHT / 2)
    full = drawn([(a, b, 1) for a in range(1, 13) for b in range(1, 13) if a != b], {})
    assert full is not None and not full.numbered and len(full.lines) == 132
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in full.dots)
    assert drawn([], {}) is None
