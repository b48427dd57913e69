"""Which notes leave the house: a delivery for each member who wants such news by mail."""

from collections.abc import Iterable, Iterator

from groundswell.derived.notifications.telling import Note
from groundswell.derived.notifications.wishes import Wishes
from groundswell.log.consumers import Batch
from groundswell.log.deliveries import Wanted, deliver_many
from groundswell.members.models import Member

NAME = "notifications.page"
BY_MAIL_TO_NOBODY = {"votes"}


def send_out(batch: Batch, notes: Iterable[Note]) -> None:
    """Mail is composed, and asked for once more, when it is sent. Of what happened before, nothing goes out (log/deliveries.py)."""
    notes = list(notes)
    if notes:
        deliver_many(NAME, _mails(batch, notes))


def _mails(batch: Batch, notes: list[Note]) -> Iterator[Wanted]:
    entries = {entry.position: entry for entry in batch.entries}
    rows = Member.objects.present().filter(pk__in={note.member for note in notes}, claimed=True).exclude(email=None)
    wishes = {pk: Wishes.of(kept) for pk, kept in rows.values_list("pk", "settings")}
    for note in notes:
        wanted = wishes.get(note.member)
        if wanted and wanted.tells("mail", note.kind):
            yield Wanted(entries[note.entry], f"member:{note.member}", "mail", {"letter": "news", "kind": note.kind})
