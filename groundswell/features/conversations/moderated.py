"""Messages as moderation knows them: what was reported, by one of the two."""

from django.utils.translation import gettext_lazy as _

from groundswell.features.conversations import actions
from groundswell.features.conversations.models import Message
from groundswell.features.conversations.queries import was_reported
from groundswell.features.conversations.rules import takes_part
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member
from groundswell.moderation.kinds import Kind, Subject, register


def _find(pk: int, viewer: Viewer | None) -> Subject | None:
    message = Message.objects.select_related("conversation").filter(pk=pk).first() if 0 < pk < 2**63 else None
    if message is None or (viewer is not None and not _sees(viewer, message)):
        return None
    return actions.subject_of(message)


def _sees(viewer: Viewer, message: Message) -> bool:
    if not is_member(viewer):
        return False
    if takes_part(viewer, message.conversation):
        return not message.hidden or message.author_id == viewer.pk
    return viewer.moderates and was_reported(message.pk)


def _hide(pk: int, by: Member | None, _reason: str) -> None:
    if message := Message.objects.filter(pk=pk).first():
        actions.hide(message, by, hidden=True)


def _restore(pk: int, by: Member | None, _reason: str) -> None:
    if message := Message.objects.filter(pk=pk).first():
        actions.hide(message, by, hidden=False)


register(
    Kind(
        name=actions.KIND,
        label=_("Message"),
        find=_find,
        hide=_hide,
        restore=_restore,
        address=r"#message-(\d+)",
    )
)
