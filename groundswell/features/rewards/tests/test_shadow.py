"""What rule sets would have paid for what has happened."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from groundswell.features.rewards.earning.reading import read, starter
from groundswell.features.rewards.queries import changes, shadow
from groundswell.features.support import actions
from groundswell.features.support.models import Topic
from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.work import cli

DRAFT = {
    "name": "votes-only",
    "rules": [{"name": "votes", "when": "support.vote_cast", "who": "author", "points": 500, "pool": "help"}],
}


@pytest.fixture
def a_solution(db: None, ada: Member, ben: Member, eve: Member) -> None:
    """Ben answers Ada, who accepts it; Eve finds Ada's question useful, and Ben's answer."""
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    Member.objects.filter(pk=eve.pk).update(joined=clock.now() - timedelta(days=200))
    question = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling, it is in the settings.")
    actions.accept_answer(answer, by=ada)
    actions.vote(answer, by=eve, value=1)
    actions.vote(question, by=eve, value=1)


def test_two_rule_sets_are_compared_over_the_past(a_solution: None, ada: Member, ben: Member) -> None:
    before = LogEntry.objects.count()

    old, new = shadow([starter(), read(json.dumps(DRAFT))])

    assert dict(old.by_rule) == {
        "solutions": 60,
        "first-solution": 150,
        "useful-answers": 10,
        "first-useful-answers": 50,
    }
    assert (old.total, old.paid, old.newcomer_share, old.gini) == (270, 1, 1.0, 0.0)
    assert (new.total, new.paid) == (1_000, 2)
    assert changes(old, new) == [(ada.pk, 0, 500), (ben.pk, 270, 500)]
    assert LogEntry.objects.count() == before


def test_only_the_period_counts(a_solution: None) -> None:
    later = clock.now() + timedelta(minutes=1)

    (after,), (until,) = shadow([starter()], since=later), shadow([starter()], before=later)

    assert (after.total, after.newcomer_share, after.gini) == (0, None, None)
    assert until.total == 270


def test_the_command_line_shows_who_gains_and_who_loses_and_refuses_what_must_not_be(
    transactional_db: None, a_solution: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    draft, wrong = tmp_path / "draft.json", tmp_path / "wrong.json"
    draft.write_text(json.dumps(DRAFT))
    wrong.write_text(json.dumps({**DRAFT, "rules": [{**DRAFT["rules"][0], "who": "nobody"}]}))  # type: ignore[dict-item]

    assert cli.main(["rewards", "compare", str(draft), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert [row["points"] for row in found["sets"]] == [270, 1_000]
    assert found["members"][0] == {"member": "ada", "fair-start": 0, "votes-only": 500, "change": 500}

    assert cli.main(["rewards", "explain", "--language", "de"]) == 0
    assert "Wenn" in capsys.readouterr().out
    assert cli.main(["rewards", "explain", str(wrong)]) == 1
    assert "reads “nobody”" in capsys.readouterr().err
    assert cli.main(["rewards", "compare", str(tmp_path / "missing.json")]) == 1
    assert "cannot be read" in " ".join(capsys.readouterr().err.split())
