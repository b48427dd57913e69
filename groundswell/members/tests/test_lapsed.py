"""Accounts whose address nobody confirmed are gone after a week."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from groundswell.log import clock
from groundswell.log.consumers import consumers
from groundswell.log.follow import rebuild, run_all
from groundswell.log.models import LogEntry
from groundswell.members.actions import change_role, join, remove_unconfirmed
from groundswell.members.models import Member, Role
from groundswell.members.tests.conftest import PASSWORD, code_in, with_password
from groundswell.work import schedules

NEW = {"email": "zoe@example.com", "username": "zoe", "password1": PASSWORD}


def joined(handle: str, days: int, *, verified: bool = False) -> Member:
    member = join(
        handle=handle, email=f"{handle}@example.com", password=PASSWORD, at=clock.now() - timedelta(days=days)
    )
    EmailAddress.objects.create(user=member, email=member.email or "", verified=verified, primary=True)
    return member


def handles() -> set[str]:
    return set(Member.objects.values_list("handle", flat=True))


def test_who_did_not_confirm_for_a_week_is_removed_and_the_handle_is_free(client: Client, db: None) -> None:
    client.post("/accounts/signup/", NEW)
    Member.objects.update(joined=clock.now() - timedelta(days=7, minutes=1))

    schedules.remove_unconfirmed(0)

    assert handles() == set()
    assert not EmailAddress.objects.exists()
    Client().post("/accounts/signup/", NEW)
    assert handles() == {"zoe"}


def test_everybody_else_stays(anna: Member, db: None) -> None:
    joined("newcomer", 6)
    joined("confirmed", 30, verified=True)
    joined("early-staff", 30)
    change_role(Member.objects.get(handle="early-staff"), Role.AGENT, by=None)
    imported = join(handle="imported", how="import", at=clock.now() - timedelta(days=900))
    Member.objects.filter(pk=imported.pk).update(claimed=False, source="stackexchange:beer", source_id=1)
    join(handle="by-command", email="c@example.com", at=clock.now() - timedelta(days=30))
    before = handles()

    assert remove_unconfirmed() == 0
    assert handles() == before


def test_who_comes_back_in_time_confirms_and_stays(client: Client, db: None) -> None:
    client.post("/accounts/signup/", NEW)
    Member.objects.update(joined=clock.now() - timedelta(days=6))
    client.post("/accounts/login/", {"login": "zoe", "password": PASSWORD})
    client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[-1])})
    Member.objects.update(joined=clock.now() - timedelta(days=60))

    assert remove_unconfirmed() == 0
    assert handles() == {"zoe"}


def test_they_go_in_batches(db: None) -> None:
    for number in range(5):
        joined(f"spam-{number}x", 8 + number)

    assert [remove_unconfirmed(most=2) for _batch in range(4)] == [2, 2, 1, 0]


def test_the_log_says_that_they_joined_and_that_it_lapsed_and_can_be_followed_anew(db: None, ben: Member) -> None:
    gone = joined("zoe-x", 8)
    remove_unconfirmed()
    run_all()

    told = list(LogEntry.objects.filter(data__member=gone.pk).order_by("position").values_list("name", "data"))
    assert told == [
        ("members.member_joined", {"member": gone.pk, "how": "form"}),
        ("members.joining_lapsed", {"member": gone.pk}),
    ]
    assert "zoe" not in str(list(LogEntry.objects.values()))
    for name in consumers:
        rebuild(name)


def test_who_signs_in_with_password_only_is_untouched(ada: Member) -> None:
    with_password(ada)
    Member.objects.update(joined=clock.now() - timedelta(days=400))

    assert remove_unconfirmed() == 0
