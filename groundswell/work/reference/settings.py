"""docs/reference/settings.md: every environment variable that settings.py reads, with what it is for."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
READERS = {"text", "flag", "whole", "listed"}
ABOUT = {
    "DATABASE_URL": "Your PostgreSQL, 15 or newer: `postgresql://user:password@host/name`. Empty: our own, inside the data folder.",
    "DATABASE_REPLICA_URL": "A replica for reads that may lag.",
    "GROUNDSWELL_ACCENT": "The brand's colour, in any form that CSS knows; contrast is kept whatever it is.",
    "GROUNDSWELL_ALLOWED_HOSTS": "Host names under which it answers, separated by commas.",
    "GROUNDSWELL_ARCHIVE_DAYS": "Days without activity after which votes and comments on a question are closed; 0: never.",
    "GROUNDSWELL_BEHIND_PROXY": "A proxy in front sets X-Forwarded-Proto, and nobody else can.",
    "GROUNDSWELL_BILLING_SECRET": "With what calls to the billing system are signed; base64 after `whsec_`, or any text.",
    "GROUNDSWELL_BILLING_URL": "Where credit on bills is told, one signed call for each; empty: by CSV only.",
    "GROUNDSWELL_CURRENCY": "The currency that points are paid in, by its ISO 4217 code.",
    "GROUNDSWELL_DEBUG": "Tracebacks in the browser and templates read anew; never in production.",
    "GROUNDSWELL_EMAIL_BACKEND": "Django's mail backend; by default mails are printed.",
    "GROUNDSWELL_FORMER_SECRET_KEYS": "Signing keys of before, separated by commas: what was signed or sealed with them still works.",
    "GROUNDSWELL_MAIL_AFTER": "Minutes that news waits to be read in the page before it is mailed.",
    "GROUNDSWELL_MAIL_IN": "The address that takes mail in, as `community@example.org`; mail to it and to `community+…@` has to reach `groundswell mail`. Empty: none.",
    "GROUNDSWELL_MAIL_IN_VERDICTS": "The name under which your mail server writes `Authentication-Results`; then only mail whose sender passed is taken in.",
    "GROUNDSWELL_FROM": "The sender of mails.",
    "GROUNDSWELL_HOLIDAYS": "Days of each year on which nobody need help, as `12-24..01-01, 05-01`: their weeks break no row of weeks with help.",
    "GROUNDSWELL_KEEP_PAGES": "Keep rendered pages for people who are not signed in.",
    "GROUNDSWELL_LANGUAGE": "The language where a reader's cannot be told.",
    "GROUNDSWELL_LIBRETRANSLATE_KEY": "The key that LibreTranslate asks for, if it asks for one.",
    "GROUNDSWELL_LIBRETRANSLATE_URL": "Where LibreTranslate is; it may be on a private address.",
    "GROUNDSWELL_LINK_PREVIEWS": "Fetch titles of linked pages, by the server and only from public addresses.",
    "GROUNDSWELL_OIDC_CLIENT_ID": "The client's id at the OpenID Connect provider.",
    "GROUNDSWELL_OIDC_CLIENT_SECRET": "Its secret.",
    "GROUNDSWELL_OIDC_NAME": "What the button says.",
    "GROUNDSWELL_OIDC_SERVER": "The provider's address; set, it switches this way of signing in on.",
    "GROUNDSWELL_MARK": "A square picture, best a PNG of 512 pixels or more, for the icons of the installed app; by default the wave in the brand's colour.",
    "GROUNDSWELL_GATHERINGS_FROM_LEVEL": "The level from which members host gatherings, which appear once somebody has looked; the team always may.",
    "GROUNDSWELL_MESSAGES_FROM_LEVEL": "From which level on members may write to each other; by default from none, so that only the team begins.",
    "GROUNDSWELL_MODEL": "A folder with another sentence model: model.onnx and tokenizer.json.",
    "GROUNDSWELL_OFFLINE": "Keep visited questions on readers' devices, for when they have no connection; `no` also removes what was kept.",
    "GROUNDSWELL_PAYER_BIC": "The BIC of the account that cash is paid from; most banks ask for none.",
    "GROUNDSWELL_PAYER_IBAN": "The account that cash is paid from.",
    "GROUNDSWELL_PAYER_NAME": "Whose account it is, as the bank knows it.",
    "GROUNDSWELL_PICTURE_MAX_BYTES": "The largest picture that may be uploaded.",
    "GROUNDSWELL_PICTURE_MAX_PIXELS": "The most pixels it may have.",
    "GROUNDSWELL_PREPARE": "Let PostgreSQL keep the plans of hot statements; `no` behind a pooler that changes connections between transactions.",
    "GROUNDSWELL_PUSH": "Offer members news on their devices through the push services of their browsers; needs https and `GROUNDSWELL_OFFLINE`.",
    "GROUNDSWELL_SITE_NAME": "The community's name.",
    "GROUNDSWELL_SITE_URL": "Its public address; with https, cookies are secure and HSTS is on.",
    "GROUNDSWELL_SMTP_HOST": "The mail server.",
    "GROUNDSWELL_SMTP_PASSWORD": "Its password.",
    "GROUNDSWELL_SMTP_PORT": "Its port.",
    "GROUNDSWELL_SMTP_TLS": "Whether to use STARTTLS.",
    "GROUNDSWELL_SMTP_USER": "Its user.",
    "GROUNDSWELL_STATIC_HASHED": "Serve static files under hashed names, compressed.",
    "GROUNDSWELL_TAX_YEAR": "Month and day on which a tax year begins, as `04-06`; members get a statement for each.",
    "GROUNDSWELL_TIME_ZONE": "The time zone where a member chose none.",
    "GROUNDSWELL_TRANSLATE_PRIVATE": "Send texts of private topics and spaces to the translator too.",
    "GROUNDSWELL_TRANSLATOR": "The function that translates texts for readers, `groundswell.voice.libretranslate.translate` or one of yours; empty: nothing is translated or sent. [What it does](../guide/translation.md).",
    "GROUNDSWELL_TRANSLATOR_SECONDS": "How long LibreTranslate may take for one text.",
    "PORT": "The port of the web server.",
}
HEAD = """# Settings

Written from the code by `make docs`. Everything is set by environment variables. `GROUNDSWELL_HOME` names the data folder (default `./data`),
`GROUNDSWELL_SECRET_KEY` the signing key and `GROUNDSWELL_PUSH_KEY` the one of web push (both by default made once and kept in the data
folder, readable by its owner only; several hosts beside one database need the same), `HOST` the address
to listen on and `GROUNDSWELL_WEB_WORKERS` the number of web processes.

| variable | default | what it is for |
|---|---|---|
"""


def pages() -> dict[str, str]:
    rows = [f"| `{name}` | {default} | {ABOUT[name]} |\n" for name, default in sorted(_read().items())]
    return {"settings.md": HEAD + "".join(rows)}


def _read() -> dict[str, str]:
    """Variable and default of each call of a reader in settings.py."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse((ROOT / "settings.py").read_text())):
        reads = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS
        if reads and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            default = ast.unparse(node.args[1]) if len(node.args) > 1 else ""
            found[str(node.args[0].value)] = f"`{default}`" if default and default != "''" else ""
    return found
