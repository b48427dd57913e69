"""What we know of linked pages: wanted when a text names one, asked once by a job, shown when it is rendered anew."""

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from groundswell.log import clock
from groundswell.log.journal import clear_pages
from groundswell.voice import fetching, reaching
from groundswell.voice.markdown import render
from groundswell.voice.models import Preview, Voice

MOST_TRIES = 3
ASKED_AGAIN_AFTER = timedelta(days=7)
JOB = "voice.show_card"


def want(voice: Voice, urls: list[str]) -> None:
    """Have the pages that stand alone in a text asked, unless we know them; what failed a week ago is tried again."""
    if not urls:
        return
    Preview.objects.bulk_create([Preview(url=url) for url in urls], ignore_conflicts=True)
    old = Preview.objects.filter(url__in=urls, state="failed", fetched__lt=clock.now() - ASKED_AGAIN_AFTER)
    old.update(state="wanted", tries=0)
    for page in Preview.objects.filter(url__in=urls, state="wanted"):
        app.configure_task(JOB, lock=f"preview:{page.url}").defer(voice=voice.pk, url=page.url)


def learn(url: str) -> bool:
    """Ask a wanted page; whether it can be shown now. Raises NoAnswer while a later try may help."""
    page = Preview.objects.filter(url=url).first()
    if page is None or page.state != "wanted":
        return page is not None and page.state == "ready"
    try:
        said = fetching.ask(url)
    except reaching.NotAllowed:
        return _note(page, "failed")
    except reaching.NoAnswer:
        page.tries += 1
        _note(page, "failed" if page.tries >= MOST_TRIES else "wanted")
        if page.tries < MOST_TRIES:
            raise
        return False
    page.title, page.about, page.site = said.title, said.about, said.site
    return _note(page, "ready" if said.title else "failed")


@transaction.atomic
def render_anew(voice_id: int) -> None:
    """Show what was learned. The text and its revision stay as they are."""
    voice = Voice.objects.select_for_update().filter(pk=voice_id, markup="markdown").first()
    if voice is None:
        return
    html = render(voice.source, cards=has_cards(voice.kind)).html
    if html != voice.html:
        Voice.objects.filter(pk=voice.pk).update(html=html)
        clear_pages()


def has_cards(kind: str) -> bool:
    """A comment is a line or two; a card would be larger than what it says."""
    return kind != "comment"


def _note(page: Preview, state: str) -> bool:
    page.state, page.fetched = state, clock.now()
    page.save()
    return state == "ready"
