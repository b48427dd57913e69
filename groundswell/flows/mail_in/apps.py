from django.apps import AppConfig


class MailInConfig(AppConfig):
    name = "groundswell.flows.mail_in"
    label = "mail_in"

    def ready(self) -> None:
        from groundswell.derived.notifications import mailing
        from groundswell.flows.mail_in import letters, personal  # noqa: F401  (registers its part of export and erasure)

        mailing.MAILS["mail_in"] = mailing.as_letter(letters.compose)
