"""Which of the community's languages a text is written in."""

import re
from functools import cache
from typing import Any

from django.conf import settings

LONGEST_LOOK = 2_000
WORD = re.compile(r"[^\W\d_]+")
NOT_PROSE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://\S+|@\S+", re.S)
# Small words that nobody can avoid. They tell a sentence at once; py3langid takes seconds and 125 MB to load, so it is
# asked only by communities with a language that is not here.
SMALL_WORDS = {
    "de": "aber als am an auch auf aus bei bin bitte das dass dem den der des die doch du ein eine einen er es für "
    "gibt habe haben hat ich ihr im in ist ja kann kein keine man mehr mein meine mich mir mit nach nicht noch nur "
    "oder seit sich sie sind so über um und uns vom von war warum was wenn werden wie wir wird wo zu zum zur",
    "en": "a about after all am an and any are as at be but by can do does for from get has have how i if in is it its "
    "just me my no not of on or our so that the their then there they this to up was we what when where which who "
    "why will with you your",
    "es": "al como con cuando de del desde donde el ella en es esta este está hay la las lo los me mi muy más no nos o "
    "para pero por porque que qué se si sin su también tengo un una y ya",
    "fr": "à au aux avec ce cette comme dans de des du elle en est et il ils j je la le les ma mais me mon n ne nous "
    "on ou par pas plus pour pourquoi qu que qui sa se ses son sur un une vous",
    "it": "al anche che chi ci come con da dal dei del della di dove e è gli ha ho i il in io la le lo ma mi mia mio "
    "nel non o per perché più quando questo se si sono su un una",
    "nl": "aan als bij dan dat de die dit een en er geen heb heeft het hij hoe ik in is je kan maar me met mijn naar "
    "niet nog of om ook op te tot uit van voor waar waarom was wat we wel wij zijn",
}


def detect(text: str, among: list[str] | None = None) -> str:
    """The likeliest language of a text among these codes, by default the community's; the first if nothing tells."""
    ours = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != settings.LANGUAGE_CODE)
    codes = among or ours
    prose = NOT_PROSE.sub(" ", text[:LONGEST_LOOK])
    if len(codes) == 1 or not WORD.search(prose):
        return codes[0]
    known = None if all(code[:2] in SMALL_WORDS for code in codes) else _identifier(tuple(codes))
    return _by_model(known, prose, codes) if known else _by_small_words(prose, codes)


def _by_small_words(prose: str, codes: list[str]) -> str:
    words = [word.lower() for word in WORD.findall(prose)]
    scores = {code: sum(word in _small(code[:2]) for word in words) for code in codes}
    return max(scores, key=lambda code: scores[code])


def _by_model(known: Any, prose: str, codes: list[str]) -> str:
    found = known.classify(prose)[0]
    return next(code for code in codes if code[:2] == found)


@cache
def _small(language: str) -> frozenset[str]:
    return frozenset(SMALL_WORDS.get(language, "").split())


@cache
def _identifier(codes: tuple[str, ...]) -> Any:
    """py3langid kept to these languages; None where it is not installed or does not know one of them."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    try:
        identifier.set_languages([code[:2] for code in codes])
    except ValueError:
        return None
    return identifier
