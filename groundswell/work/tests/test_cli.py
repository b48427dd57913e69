"""The commands, as an operator types them."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from groundswell.ledger.lots import fund
from groundswell.ledger.models import Account
from groundswell.log import clock
from groundswell.log.models import Delivery
from groundswell.members.models import Member
from groundswell.work import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def groundswell(transactional_db: None, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; gives exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_first_admin_is_made_on_the_command_line(groundswell: Run) -> None:
    code, out, _ = groundswell("user", "create", "nora", "--email", "nora@example.com", "--role", "admin", "--json")

    made = json.loads(out)[0]
    nora = Member.objects.called("nora").get()
    assert code == 0
    assert nora.role == "admin"
    assert not nora.has_usable_password()
    assert made["password link"].startswith("http")


def test_roles_change_and_members_are_listed_by_role(groundswell: Run) -> None:
    groundswell("user", "create", "olu", "--email", "olu@example.com")
    groundswell("user", "create", "pia", "--email", "pia@example.com")

    assert groundswell("user", "role", "pia", "moderator")[0] == 0

    listed = json.loads(groundswell("user", "list", "--role", "moderator", "--json")[1])
    assert [row["handle"] for row in listed] == ["pia"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["user", "role", "nobody", "agent"], "Nobody here has the handle nobody."),
        (["log", "rebuild", "nonsense"], "There is no consumer nonsense."),
        (["log", "skip", "standing.reputation", "--because", "it is broken"], "standing.reputation is not stopped"),
        (["backup", "/nowhere/at/all.tar"], "There is no folder /nowhere/at."),
    ],
)
def test_a_problem_is_one_sentence_and_exit_code_1(groundswell: Run, words: list[str], sentence: str) -> None:
    code, out, err = groundswell(*words)

    assert code == 1
    assert sentence in " ".join(err.split())
    assert out == ""


def test_wrong_usage_is_exit_code_2(groundswell: Run) -> None:
    assert groundswell("log", "tail", "--lines", "many")[0] == 2


def test_the_log_is_shown_as_json_lines(groundswell: Run) -> None:
    groundswell("user", "create", "nora", "--email", "nora@example.com", "--role", "agent")

    lines = [json.loads(line) for line in groundswell("log", "tail", "--json")[1].splitlines()]
    assert [line["name"] for line in lines] == ["members.member_joined", "members.role_changed"]
    assert lines[1]["role"] == "agent"


def test_replay_brings_every_consumer_up_to_date(groundswell: Run) -> None:
    groundswell("user", "create", "nora", "--email", "nora@example.com")
    groundswell("log", "replay")

    code, out, _ = groundswell("log", "lag", "--json")

    assert code == 0
    assert {row["events"] for row in json.loads(out)} == {0}


def test_dead_deliveries_are_listed_and_sent_again_or_taken_off_the_list(groundswell: Run) -> None:
    for number in (1, 2):
        Delivery.objects.create(
            key=str(number), consumer="notifications.letters", entry=number, recipient="member:7", channel="mail",
            state="dead", problem="550 no such person", next_try=timezone.now(), made_at=timezone.now(),
        )  # fmt: skip
    first, second = Delivery.objects.order_by("id").values_list("id", flat=True)

    code, out, _ = groundswell("log", "deliveries", "--json")
    assert code == 1
    assert [(row["id"], row["problem"]) for row in json.loads(out)] == [
        (second, "550 no such person"),
        (first, "550 no such person"),
    ]
    doctor = {row["check"]: row for row in json.loads(groundswell("doctor", "--json")[1])}
    assert doctor["Deliveries"]["found"] == "2 given up: 550 no such person"

    assert groundswell("log", "resend", str(first))[0] == 0
    assert groundswell("log", "drop", "all")[1].strip() == "1 will not be sent."
    assert set(Delivery.objects.values_list("id", "state")) == {(first, "waiting"), (second, "dropped")}
    code, out, _ = groundswell("log", "deliveries", "--json")
    assert code == 0
    assert "No dead delivery has the id 999" in groundswell("log", "resend", "999")[2]
    assert "Name a delivery by its id" in groundswell("log", "resend", "everything")[2]
    assert "There is no state lost" in groundswell("log", "deliveries", "--state", "lost")[2]


def test_an_export_holds_the_members_but_not_their_passwords(groundswell: Run, tmp_path: Path) -> None:
    groundswell("user", "create", "nora", "--email", "nora@example.com", "--name", 'Nora "N" Müller')

    code, _, _ = groundswell("export", str(tmp_path / "all.zip"))

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        members = [json.loads(line) for line in archive.read("tables/member.jsonl").decode().splitlines()]
        names = archive.namelist()
    assert code == 0
    assert members[0]["name"] == 'Nora "N" Müller'
    assert "password" not in members[0]
    assert "tables/log_entry.jsonl" in names
    assert not [name for name in names if "session" in name or "mfa" in name]


def test_the_doctor_finds_the_database_well_and_says_what_to_do_about_mail(groundswell: Run) -> None:
    code, out, _ = groundswell("doctor", "--json")

    found = {row["check"]: row for row in json.loads(out)}
    assert code == 0
    assert found["Database"]["state"] == found["Migrations"]["state"] == found["pgvector"]["state"] == "ok"
    assert all(row["do"] for row in found.values() if row["state"] != "ok")


def test_the_doctor_fails_when_others_can_read_the_signing_key(groundswell: Run) -> None:
    key = Path(os.environ["GROUNDSWELL_HOME"]) / "secret-key"
    key.chmod(0o644)
    try:
        code, out, _ = groundswell("doctor", "--json")
    finally:
        key.chmod(0o600)

    found = {row["check"]: row for row in json.loads(out)}
    assert code == 1
    assert found["Signing key"]["do"] == f"Run: chmod 600 {key}"


def test_help_needs_no_database_and_no_django() -> None:
    probe = "import sys; from groundswell.work import cli; cli.main(['--help']); sys.exit('django.db' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)

    assert said.returncode == 0
    for command in ("demo", "serve", "web", "worker", "migrate", "user", "import", "export", "log", "bench", "doctor"):
        assert command in said.stdout


def test_a_database_that_is_away_is_one_sentence() -> None:
    away = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2"}
    command = [sys.executable, "-m", "groundswell.work.cli", "user", "list"]
    said = subprocess.run(command, env=away, capture_output=True, text=True)

    assert said.returncode == 1
    assert said.stderr.startswith("The database cannot be reached")
    assert "Traceback" not in said.stderr


def test_the_book_is_checked_and_the_first_row_that_is_wrong_is_named(groundswell: Run) -> None:
    fund("help", 1_000, key="fund")
    code, out, _ = groundswell("ledger", "check")
    assert (code, out) == (0, "1 transfers agree with every balance and every lot (0.0 s).\n")
    Account.objects.filter(kind="budget").update(balance=999)

    code, out, err = groundswell("ledger", "check")

    assert (code, out, err) == (1, "", "All balances in points sum to -1, not to 0.\n")
    assert json.loads(groundswell("ledger", "check", "--json")[1])[0]["finding"] == err.strip()


def test_the_journal_is_written_to_a_file_or_to_the_screen(groundswell: Run, tmp_path: Path) -> None:
    with clock.standing_at(datetime(2026, 5, 10, tzinfo=UTC)):
        fund("help", 1_000, key="fund")
    may = ("ledger", "export", "--from", "2026-05-01", "--to", "2026-05-31")

    _, screen, err = groundswell(*may)
    code, *_ = groundswell(*may, "--format", "beancount", "-o", str(tmp_path / "may.beancount"))

    assert code == 0
    assert "1 transfers from 2026-05-01 to 2026-05-31." in err
    assert "fund" in screen and screen.startswith("number,key,what")
    assert "2026-06-01 balance Expenses:Rewards 1000 POINTS" in (tmp_path / "may.beancount").read_text()
    assert [file.name for file in tmp_path.iterdir()] == ["may.beancount"]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-02-30", "2026-03-01", "“2026-02-30” is not a day."),
        ("2026-05-02", "2026-05-01", "The last day, 2026-05-01, is before the first, 2026-05-02."),
    ],
)
def test_a_journal_of_impossible_days_is_refused(groundswell: Run, first: str, last: str, sentence: str) -> None:
    code, _, err = groundswell("ledger", "export", "--from", first, "--to", last)

    assert code == 1
    assert sentence in err
