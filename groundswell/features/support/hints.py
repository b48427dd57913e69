"""What would make a question easier to answer, by plain rules in English and German. A hint never blocks anybody."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

WORD = re.compile(r"\w+")
GENERAL = {
    "a", "an", "bitte", "brauche", "broken", "bug", "das", "defekt", "der", "die", "does", "doesn't", "doesnt",
    "dringend", "ein", "eine", "error", "es", "fehler", "frage", "funktioniert", "geht", "habe", "hallo", "has",
    "hat", "have", "hello", "help", "hi", "hilfe", "i", "ich", "is", "issue", "ist", "it", "kaputt", "me", "mehr",
    "mein", "meine", "mit", "my", "need", "nicht", "not", "please", "problem", "probleme", "problems", "question",
    "something", "stimmt", "the", "trouble", "urgent", "was", "with", "work", "working", "works", "wrong",
}  # fmt: skip
TRIED = re.compile(
    r"\b(?:tried|restart\w*|reboot\w*|reset\w*|reinstall\w*|updat\w*|already|checked|switched|turned|removed|swapped|"
    r"versucht|probiert|ausprobiert|neu ?gestartet|neustart\w*|zurückgesetzt|aktualisiert|bereits|schon|geprüft|"
    r"ausgeschaltet|eingelegt|getauscht|gewechselt)\b",
    re.I,
)
DEVICE = re.compile(
    r"\b(?:iphone|ipad|pixel|galaxy|samsung|xiaomi|redmi|huawei|oneplus|motorola|nokia|sony|fairphone|nothing phone|honor|"
    r"oppo|fritz!?box|router|android|ios|watch|tablet|laptop|windows|macos|esim)\b",
    re.I,
)
SHORT_BODY, SHORT_TITLE, ENOUGH = 60, 3, 12


@dataclass(frozen=True)
class Hint:
    """One hint; `key` names the rule."""

    key: str
    text: str


def hints_for(title: str, body: str, filled: set[str] = frozenset()) -> list[Hint]:  # type: ignore[assignment]
    """The hints for what was typed so far; none for what is still empty. `filled` are the keys of the fields filled in."""
    hints = []
    if title.strip():
        hints += _about_title(title)
    if len(body.strip()) >= ENOUGH:
        hints += _about_body(title, body, filled)
    return hints


def _about_title(title: str) -> list[Hint]:
    words = [word.lower() for word in WORD.findall(title)]
    telling = [word for word in words if word not in GENERAL and len(word) > 1]
    found = []
    if (len(words) >= SHORT_TITLE and len(telling) < 2) or (len(words) < SHORT_TITLE and len(title) >= ENOUGH // 2):
        said = _("Your title could be about anything. Say what happens, and with what.")
        found.append(Hint("general", said))
    if _shouts(title):
        found.append(Hint("capitals", _("In capitals it reads as shouting. Small letters get more answers.")))
    if re.search(r"[!?]{3,}", title):
        found.append(Hint("marks", _("One question mark is enough.")))
    return found


def _about_body(title: str, body: str, filled: set[str]) -> list[Hint]:
    found = []
    if len(body.strip()) < SHORT_BODY:
        found.append(
            Hint("short", _("A few sentences more would help: what you did, what you expected, what happened."))
        )
    if not TRIED.search(body):
        found.append(Hint("tried", _("Say what you have tried, so that nobody suggests it again.")))
    if "device" not in filled and not DEVICE.search(f"{title} {body}"):
        found.append(Hint("device", _("Name the device, and its version if you know it.")))
    if _shouts(body) and not _shouts(title):
        found.append(Hint("capitals", _("In capitals it reads as shouting. Small letters get more answers.")))
    return found


def _shouts(text: str) -> bool:
    """Mostly capitals, in more than two words; SIM, APN and VoLTE are no shouting."""
    words = [word for word in WORD.findall(text) if len(word) > 3 and word.isalpha()]
    return len(words) > 2 and sum(word.isupper() for word in words) > len(words) * 0.6
