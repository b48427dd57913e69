"""Dumps to import: one invented in the proportions of a small site, and any dump several times over."""

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

SYLLABLES = ["ka", "lo", "mi", "ne", "ta", "ru", "so", "pe", "vi", "da", "hu", "ga", "be", "no", "ri"]
BEGIN = datetime(2014, 1, 21)
NUMBERS = re.compile(
    r' (Id|UserId|OwnerUserId|LastEditorUserId|ParentId|AcceptedAnswerId|PostId|RelatedPostId)="(\d+)"'
)
APART = 100_000_000
REPEATED = ("Users.xml", "Posts.xml", "Votes.xml", "Comments.xml", "Badges.xml", "PostLinks.xml")
Attributes = dict[str, object]


def invent(folder: Path, questions: int = 600, seed: int = 1) -> None:
    """Write a dump: for each question 2.4 answers, 18 votes, 3 comments, 6.5 people and 9 badges, as sites have."""
    site = _Site(questions, random.Random(seed))
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, "Users.xml", site.users())
    write(folder, "Posts.xml", site.posts())
    write(folder, "Votes.xml", site.votes())
    write(folder, "Comments.xml", site.comments())
    write(folder, "Badges.xml", site.badges())
    write(folder, "PostLinks.xml", site.links())
    write(folder, "Tags.xml", ({"Id": n, "TagName": tag, "Count": 1} for n, tag in enumerate(site.tags, 1)))


def write(folder: Path, name: str, rows: Iterator[Attributes]) -> None:
    """Write rows as a file of a dump."""
    root = name.removesuffix(".xml").lower()
    with (folder / name).open("w", encoding="utf-8") as file:
        file.write(f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n')
        for row in rows:
            pairs = " ".join(
                f"{key}={quoteattr(str(value), NEWLINES)}" for key, value in row.items() if value is not None
            )
            file.write(f"  <row {pairs} />\n")
        file.write(f"</{root}>\n")


NEWLINES = {"\n": "&#xA;"}


def multiply(source: Path, folder: Path, times: int) -> None:
    """The same dump several times in one, with other numbers each time."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*.xml")):
        lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        rows = [line for line in lines if line.lstrip().startswith("<row ")]
        head, foot = lines[:2], lines[-1:]
        with (folder / file.name).open("w", encoding="utf-8") as out:
            out.writelines(head)
            for turn in range(times if file.name in REPEATED else 1):
                out.writelines(_renumbered(rows, turn * APART) if turn else rows)
            out.writelines(foot)


def _renumbered(rows: list[str], by: int) -> Iterator[str]:
    for row in rows:
        yield NUMBERS.sub(lambda found: f' {found[1]}="{int(found[2]) + by}"', row)


class _Site:
    """An invented site. Posts alternate: a question, then its answers, as their numbers show."""

    def __init__(self, questions: int, chance: random.Random) -> None:
        self.chance = chance
        self.people = max(3, int(questions * 6.5))
        self.words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(3_000)]
        self.tags = sorted({"-".join(chance.sample(SYLLABLES, 2)) for _ in range(100)})
        self.threads: list[tuple[int, list[int]]] = []
        number = 0
        for _ in range(questions):
            answers = min(12, int(chance.expovariate(1 / 2.4) + 0.5))
            self.threads.append((number + 1, list(range(number + 2, number + 2 + answers))))
            number += 1 + answers
        self.last = number
        self.accepted = {
            asked: chance.choice(answers) for asked, answers in self.threads if answers and chance.random() < 0.65
        }
        self.cast = [
            (chance.randint(1, number), 2 if chance.random() < 0.94 else 3) for _ in range(int(questions * 16))
        ]
        self.score = [0] * (number + 1)
        for post, kind in self.cast:
            self.score[post] += 1 if kind == 2 else -1

    def text(self, words: int) -> str:
        return " ".join(self.chance.choices(self.words, k=words))

    def at(self, number: int, of: int) -> str:
        moment = BEGIN + timedelta(days=1000 * number / of, seconds=self.chance.randint(0, 3600))
        return moment.isoformat(timespec="milliseconds")

    def html(self) -> str:
        parts = [f"<p>{self.text(self.chance.randint(20, 60))}.</p>" for _ in range(self.chance.randint(1, 4))]
        if self.chance.random() < 0.3:
            parts.insert(
                1, f'<p><a href="https://example.com/{self.text(1)}">{self.text(3)}</a> <em>{self.text(2)}</em></p>'
            )
        if self.chance.random() < 0.1:
            parts.append(f"<ul>{''.join(f'<li>{self.text(6)}</li>' for _ in range(4))}</ul>")
        return "\n\n".join(parts) + "\n"

    def users(self) -> Iterator[Attributes]:
        yield {"Id": -1, "Reputation": 1, "CreationDate": self.at(0, 1), "DisplayName": "Community"}
        for n in range(1, self.people + 1):
            about = f"<p>{self.text(30)}</p>" if self.chance.random() < 0.5 else None
            name = self.text(self.chance.randint(1, 2)).title()
            yield {
                "Id": n,
                "Reputation": 1,
                "CreationDate": self.at(n, self.people),
                "DisplayName": name,
                "AboutMe": about,
                "DownVotes": 0,
            }

    def posts(self) -> Iterator[Attributes]:
        for asked, answers in self.threads:
            tags = "".join(f"<{tag}>" for tag in self.chance.sample(self.tags, 2))
            yield {
                "Id": asked, "PostTypeId": 1, "AcceptedAnswerId": self.accepted.get(asked),
                "CreationDate": self.at(asked, self.last), "Score": self.score[asked], "ViewCount": self.chance.randint(10, 3000), "Body": self.html(),
                "OwnerUserId": self.chance.randint(1, self.people), "Title": f"{self.text(8)}?", "Tags": tags,
            }  # fmt: skip
            for answer in answers:
                yield {
                    "Id": answer, "PostTypeId": 2, "ParentId": asked, "CreationDate": self.at(answer, self.last),
                    "Score": self.score[answer], "Body": self.html(),
                    "OwnerUserId": self.chance.randint(1, self.people // 4),
                }  # fmt: skip

    def votes(self) -> Iterator[Attributes]:
        for number, (post, kind) in enumerate(self.cast, 1):
            yield {
                "Id": number,
                "PostId": post,
                "VoteTypeId": kind,
                "CreationDate": self.at(post, self.last)[:10] + "T00:00:00.000",
            }
        for number, answer in enumerate(self.accepted.values(), len(self.cast) + 1):
            yield {
                "Id": number,
                "PostId": answer,
                "VoteTypeId": 1,
                "CreationDate": self.at(answer, self.last)[:10] + "T00:00:00.000",
            }

    def comments(self) -> Iterator[Attributes]:
        for n in range(1, len(self.threads) * 3 + 1):
            post = self.chance.randint(1, self.last)
            text = (
                self.text(25)
                if self.chance.random() < 0.5
                else f"@{self.text(1)} *{self.text(2)}* {self.text(20)}: `{self.text(1)}`."
            )
            yield {
                "Id": n,
                "PostId": post,
                "Score": 0,
                "Text": text,
                "CreationDate": self.at(post, self.last),
                "UserId": self.chance.randint(1, self.people),
            }

    def badges(self) -> Iterator[Attributes]:
        for n in range(1, len(self.threads) * 9 + 1):
            yield {
                "Id": n,
                "UserId": self.chance.randint(1, self.people),
                "Name": "Student",
                "Date": self.at(n, len(self.threads) * 9),
                "Class": 3,
            }

    def links(self) -> Iterator[Attributes]:
        for n in range(1, len(self.threads) // 6):
            (one, _), (other, _) = self.chance.sample(self.threads, 2)
            yield {
                "Id": n,
                "CreationDate": self.at(n, len(self.threads)),
                "PostId": one,
                "RelatedPostId": other,
                "LinkTypeId": 1,
            }
