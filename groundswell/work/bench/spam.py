"""groundswell bench spam: the spam score on public data that is not in the program, each text judged by who never saw it."""

import csv
import random
import time
from pathlib import Path
from typing import Annotated

import typer

from groundswell.analysis.spam import Model, learn, score
from groundswell.work.cli.say import AsJson, progress, table

SMS, TWEETS = "sms_spam/SMSSpamCollection", "hate_offensive/labeled_data.csv"
FOLDS = 5
FEW = 20  # with so few of either kind the score begins to say something
HATE, OFFENSIVE, NEITHER = range(3)
# Published: Almeida, Gómez Hidalgo and Yamakami, "Contributions to the Study of SMS Spam Filtering", DocEng 2011, their best
# (linear SVM), learned from 30 %; Davidson et al., "Automated Hate Speech Detection and the Problem of Offensive
# Language", ICWSM 2017, logistic regression: of three kinds, and of the one that is hate.
PUBLISHED = {
    "sms_spam, held out": {"accuracy %": 97.64, "caught %": 83.1, "blocked %": 0.18},
    "tweets: hate or not": {"precision %": 44.0, "caught %": 61.0},
    "tweets: three kinds": {"precision %": 91.0, "caught %": 90.0, "F1": 0.90},
}
Texts = list[tuple[str, int]]


def run(
    data: Annotated[
        Path,
        typer.Argument(help="A folder with sms_spam/ and hate_offensive/ as their authors hand them out.", exists=True),
    ],
    as_json: AsJson = False,
) -> None:
    """Learn and judge, beside the figures of the papers that brought the data."""
    rows: list[dict[str, object]] = []
    if (data / SMS).exists():
        rows += _messages(_read_messages(data / SMS))
    if (data / TWEETS).exists():
        rows += _tweets(_read_tweets(data / TWEETS))
    if not rows:
        raise typer.BadParameter(f"neither {SMS} nor {TWEETS} is in {data}.")
    table(rows, as_json, title="The spam score on texts it did not learn from; “published” is another program's figure")


def _messages(texts: Texts) -> list[dict[str, object]]:
    """Learned from 30 % as in the paper; five folds; and from as few as 20 spam messages and 200 others."""
    held = _mixed(texts)
    cut = len(held) * 3 // 10
    with progress("Messages"):
        model, seconds = _timed(held[:cut])
        rows = [_binary("sms_spam, held out", [(kind, score(model, text)[0]) for text, kind in held[cut:]], seconds)]
        judged, seconds = _folds(texts)
        rows.append(_binary(f"sms_spam, {FOLDS} folds", judged, seconds))
        rows.append(_binary("the same, held from 75", judged, seconds, limit=75))
        rows.append(_binary(f"sms_spam, learned from {FEW}", *_from_few(texts)))
    return [*rows, _speed(model, [text for text, _kind in texts])]


def _tweets(texts: Texts) -> list[dict[str, object]]:
    """One model for each kind; a tweet is of the kind whose model says most."""
    says: list[list[float]] = []
    seconds = 0.0
    with progress("Tweets"):
        for kind in (HATE, OFFENSIVE, NEITHER):
            judged, took = _folds([(text, int(found == kind)) for text, found in texts])
            says.append([chance for _bad, chance in judged])
            seconds += took
    mixed = [kind for _text, kind in _mixed(texts)]
    told = [max((HATE, OFFENSIVE, NEITHER), key=lambda kind: says[kind][at]) for at in range(len(mixed))]
    hate = [(int(kind == HATE), says[HATE][at]) for at, kind in enumerate(mixed)]
    offensive = [(int(kind != NEITHER), 100 - says[NEITHER][at]) for at, kind in enumerate(mixed)]
    return [
        _binary(
            "tweets: hate or not",
            [(bad, float(100 * (told[at] == HATE))) for at, (bad, _s) in enumerate(hate)],
            seconds / 3,
            ranked=hate,
        ),
        _binary("tweets: offensive or hate", offensive, seconds / 3),
        _three(mixed, told, seconds),
    ]


def _read_messages(file: Path) -> Texts:
    rows = [line.rstrip("\n").split("\t", 1) for line in file.open(encoding="utf-8")]
    return [(row[1], int(row[0] == "spam")) for row in rows if len(row) == 2 and row[0] in {"ham", "spam"}]


def _read_tweets(file: Path) -> Texts:
    with file.open(encoding="utf-8", newline="") as opened:
        return [(row["tweet"], int(row["class"])) for row in csv.DictReader(opened)]


def _mixed(texts: Texts) -> Texts:
    """In an order that has nothing to do with the file's, the same each time."""
    return random.Random(20).sample(texts, len(texts))  # nosec B311


def _timed(texts: Texts) -> tuple[Model, float]:
    began = time.process_time()
    return learn((text, bool(bad)) for text, bad in texts), time.process_time() - began


def _folds(texts: Texts) -> tuple[list[tuple[int, float]], float]:
    """(is it bad, score) of each text in mixed order, by a model that learned from the other four fifths; seconds a model."""
    mixed, seconds = _mixed(texts), 0.0
    judged: list[tuple[int, float]] = [(0, 0.0)] * len(mixed)
    for fold in range(FOLDS):
        model, took = _timed([pair for at, pair in enumerate(mixed) if at % FOLDS != fold])
        seconds += took / FOLDS
        for at in range(fold, len(mixed), FOLDS):
            judged[at] = mixed[at][1], score(model, mixed[at][0])[0]
    return judged, seconds


def _from_few(texts: Texts) -> tuple[list[tuple[int, float]], float]:
    mixed = _mixed(texts)
    bad, fine = ([pair for pair in mixed if pair[1] == kind] for kind in (1, 0))
    model, seconds = _timed(bad[:FEW] + fine[: FEW * 10])
    return [(kind, score(model, text)[0]) for text, kind in bad[FEW:] + fine[FEW * 10 :]], seconds


def _binary(
    what: str,
    judged: list[tuple[int, float]],
    seconds: float,
    *,
    limit: float = 50,
    ranked: list[tuple[int, float]] | None = None,
) -> dict[str, object]:
    bad = [one for one in judged if one[0]]
    caught, blocked = (
        sum(found >= limit for _kind, found in bad),
        sum(found >= limit for kind, found in judged if not kind),
    )
    fine = len(judged) - len(bad)
    precision, recall = caught / max(1, caught + blocked), caught / len(bad)
    return {
        "what": what,
        "texts": len(judged),
        "accuracy %": round(100 * (caught + fine - blocked) / len(judged), 2),
        "precision %": round(100 * precision, 1),
        "caught %": round(100 * recall, 1),
        "blocked %": round(100 * blocked / fine, 2),
        "F1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
        "AUC": round(_area(ranked or judged), 4),
        "learns in s": round(seconds, 1),
        "published": _published(what),
    }


def _three(kinds: list[int], told: list[int], seconds: float) -> dict[str, object]:
    """Precision, recall and F1 of each kind, weighed by how many are of it, as the paper has them."""
    sums = [0.0, 0.0, 0.0]
    for kind in (HATE, OFFENSIVE, NEITHER):
        hit = sum(a == kind == b for a, b in zip(kinds, told, strict=True))
        precision, recall = hit / max(1, told.count(kind)), hit / max(1, kinds.count(kind))
        found = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
        sums = [total + value * kinds.count(kind) / len(kinds) for total, value in zip(sums, found, strict=True)]
    what = "tweets: three kinds"
    return {
        "what": what,
        "texts": len(kinds),
        "accuracy %": round(100 * sums[1], 2),
        "precision %": round(100 * sums[0], 1),
        "caught %": round(100 * sums[1], 1),
        "F1": round(sums[2], 3),
        "learns in s": round(seconds, 1),
        "published": _published(what),
    }


def _speed(model: Model, texts: list[str]) -> dict[str, object]:
    """Of a post of 80 words, as the other benches have them."""
    words = " ".join(texts).split()
    posts = [" ".join(words[at : at + 80]) for at in range(0, 40_000, 80)]
    began = time.process_time()
    for post in posts:
        score(model, post)
    spent = 1000 * (time.process_time() - began) / len(posts)
    return {"what": f"judging 80 words: {spent:.3f} ms", "published": ""}


def _area(judged: list[tuple[int, float]]) -> float:
    """The chance that a bad text has a higher score than a fine one (equal scores count half)."""
    bad, total, seen, before = sum(kind for kind, _s in judged), 0.0, 0, 0
    ordered = sorted(judged, key=lambda one: one[1])
    while seen < len(ordered):
        end = seen
        while end < len(ordered) and ordered[end][1] == ordered[seen][1]:
            end += 1
        here = sum(kind for kind, _s in ordered[seen:end])
        total += here * (before + (end - seen - here) / 2)
        before += end - seen - here
        seen = end
    return total / max(1, bad * (len(judged) - bad))


def _published(what: str) -> str:
    return ", ".join(f"{name} {value}" for name, value in PUBLISHED.get(what, {}).items())
