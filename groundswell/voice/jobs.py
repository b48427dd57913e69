"""What is done for texts in the background."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from groundswell.voice import drafts, pictures, previews, translating
from groundswell.voice.reaching import NoAnswer

LATER = RetryStrategy(max_attempts=3, wait=60, exponential_wait=10, retry_exceptions={NoAnswer})


@app.task(name=previews.JOB, retry=LATER)
def show_card(voice: int, url: str) -> None:
    """Learn what a linked page is called, and show it in the text that links to it."""
    if previews.learn(url):
        previews.render_anew(voice)


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="remove_unused_pictures")
def remove_unused_pictures(timestamp: int) -> None:
    """Pictures that were uploaded a week ago and are in no text."""
    pictures.remove_unused()


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="remove_old_drafts")
def remove_old_drafts(timestamp: int) -> None:
    """Drafts that nobody touched for 90 days."""
    drafts.remove_old()


@app.task(name=translating.JOB)
def translate(translation: int) -> None:
    """Have a text that somebody wants to read translated."""
    translating.make(translation)


@app.periodic(cron="35 3 * * *")
@app.task(queueing_lock="forget_translations")
def forget_translations(timestamp: int) -> None:
    """Translations of texts that say something else by now."""
    translating.forget_old()
