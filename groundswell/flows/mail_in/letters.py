"""The letter to a member whose mail was not posted, with their text, so that nothing is lost."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.flows.mail_in.models import TakenMail
from groundswell.log.deliveries import Dropped, Parcel
from groundswell.members.mails import Letter
from groundswell.members.models import Member


def compose(parcel: Parcel, member: Member) -> Letter:
    taken = TakenMail.objects.filter(pk=parcel.about["taken"], member=member).first()
    if taken is None:
        raise Dropped("The mail that it answers was forgotten meanwhile.")
    known = {"name": member.name or member.handle, "site": settings.SITE_NAME}
    if taken.outcome == TakenMail.Outcome.WAITS:
        return Letter(
            _("Your mail arrived and waits for a look"),
            (_("Hello %(name)s,") % known, taken.why),
            link=settings.SITE_URL,
            press=known["site"],
        )
    if taken.outcome == TakenMail.Outcome.POSTED:
        lost = ngettext("%(n)s attachment is not there, because only pictures can come along.", "%(n)s attachments are not there, because only pictures can come along.", taken.left_out)  # fmt: skip
        said = (
            _("Hello %(name)s,") % known,
            _("Your mail was posted at %(site)s.") % known,
            lost % {"n": taken.left_out},
        )
        return Letter(
            _("Your mail was posted, without what was attached"), said, link=settings.SITE_URL, press=known["site"]
        )
    return Letter(
        _("Your mail was not posted"),
        (
            _("Hello %(name)s,") % known,
            _("Your mail arrived at %(site)s, but was not posted:") % known,
            taken.why,
            *((_("So that nothing is lost, here is what you wrote:"), taken.text) if taken.text else ()),
        ),
        link=settings.SITE_URL,
        press=known["site"],
    )
