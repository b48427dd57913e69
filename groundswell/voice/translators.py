"""The translator that the operator named: how it is called, and what of its answer is taken.

`GROUNDSWELL_TRANSLATOR` is the dotted path of a function `translate(html: str, source: str, target: str) -> str`. It raises
an OSError when nobody answers, and anything else when this one text cannot be translated (docs/guide/translation.md).
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from groundswell.voice.cleaning import sanitise
from groundswell.voice.markers import pack, unpack
from groundswell.voice.parsing import UNWANTED
from groundswell.voice.typed import plain

Translator = Callable[[str, str, str], str]
LONGEST_SENT, LONGEST_TAKEN, LONGEST_TITLE = 60_000, 200_000, 300


class Unfit(ValueError):
    """This text cannot be translated, or what came back cannot be shown."""


def translator() -> Translator:
    """Raises ImportError or TypeError when the setting names nothing that can be called."""
    found = import_string(settings.TRANSLATOR)
    if not callable(found):
        raise TypeError(f"{settings.TRANSLATOR} is not a function.")
    return found  # type: ignore[no-any-return]


def translated(title: str, html: str, source: str, target: str) -> tuple[str, str]:
    """Title and safe HTML in another language, with code, pictures, mentions and links exactly as they were.

    Raises OSError when the translator does not answer, and whatever else it raises; Unfit and Incomplete by itself.
    """
    packed = pack(title, html)
    if not packed.has_words:
        return title, html
    if len(packed.text) > LONGEST_SENT:
        raise Unfit(f"It is longer than {LONGEST_SENT} characters.")
    answer: object = translator()(packed.text, source, target)
    if not isinstance(answer, str) or not answer.strip():
        raise Unfit("Nothing came back.")
    if len(answer) > LONGEST_TAKEN:
        raise Unfit(f"More than {LONGEST_TAKEN} characters came back.")
    said, body = unpack(UNWANTED.sub("", answer.replace("\0", "")), packed)
    return plain(said)[:LONGEST_TITLE] or title, sanitise(body)
