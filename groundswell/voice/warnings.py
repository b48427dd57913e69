"""Personal data in what somebody is about to post, in words. Nothing of it is stored."""

from django.utils.translation import gettext as _

from groundswell.analysis.personal_data import Found, masked, personal_data_in


def warnings_of(*texts: str) -> list[str]:
    """A sentence part for each piece of personal data in these texts, with what was found, most of it hidden."""
    return list(dict.fromkeys(_spoken(one) for text in texts for one in personal_data_in(text)))


def _spoken(found: Found) -> str:
    names = {
        "email": _("an e-mail address (%(what)s)"),
        "phone": _("a phone number (%(what)s)"),
        "iban": _("a bank account (%(what)s)"),
        "card": _("a card number (%(what)s)"),
        "customer": _("a customer or order number (%(what)s)"),
        "secret": _("a PIN, PUK or password (%(what)s)"),
    }
    return names[found.kind] % {"what": masked(found.text)}
