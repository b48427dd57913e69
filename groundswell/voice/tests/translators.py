"""Translators for the tests, as a company would name one of its own, and the worker that asks them."""

import re
from collections.abc import Callable

from procrastinate.contrib.django.models import ProcrastinateJob

from groundswell.voice import jobs

HERE = "groundswell.voice.tests.translators"
WORDS = re.compile(r"(<[^>]*>|&[#\w]+;)|([^<&]+)")
sent: list[tuple[str, str, str]] = []
meanwhile: list[Callable[[], object]] = []


def shout(html: str, source: str, target: str) -> str:
    """The same, louder; what is in `meanwhile` happens while it is at work."""
    sent.append((html, source, target))
    for happens in meanwhile:
        happens()
    return WORDS.sub(lambda found: found[1] or found[2].upper(), html)


def silent(html: str, source: str, target: str) -> str:
    sent.append((html, source, target))
    raise TimeoutError("It took too long.")


def refusing(html: str, source: str, target: str) -> str:
    sent.append((html, source, target))
    raise ValueError(html)


def empty(html: str, source: str, target: str) -> str:
    return "  "


def forgetful(html: str, source: str, target: str) -> str:
    """Loses whatever has a number."""
    return re.sub(r"<(\w+) id=.*?</\1>", "", html)


def wicked(html: str, source: str, target: str) -> str:
    return (
        f'{html}<script>alert(1)</script><img src=x onerror="alert(1)"><a href="https://evil.example">Click</a>'
        '<a href="javascript:alert(1)" onclick="alert(1)">here</a><p style="position:fixed" class="mention">now\u202e\0</p>'
        '<form action="/do/"><input></form><iframe src="https://evil.example"></iframe>'
    )


def wanted() -> int:
    return ProcrastinateJob.objects.filter(task_name="voice.translate").count()


def let_the_worker_work() -> None:
    """Run what is wanted; what is done already is not done again."""
    for job in ProcrastinateJob.objects.filter(task_name="voice.translate").order_by("id"):
        jobs.translate(**job.args)
