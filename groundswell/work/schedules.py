"""Everything that happens by the clock, on one page. Times are UTC; each runs once, however many workers there are."""

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from groundswell.derived.health import kept as health
from groundswell.derived.notifications import digests, reminding
from groundswell.derived.notifications.push import devices
from groundswell.derived.search import embedding, missing
from groundswell.derived.search.saved import finding
from groundswell.derived.standing import levels
from groundswell.features.announcements import actions as announcing
from groundswell.features.discussions import actions as discussing
from groundswell.features.gatherings import actions as gathering
from groundswell.features.rewards.actions import settling
from groundswell.features.rewards.cycles import actions as paying
from groundswell.features.rewards.fairness import run_checks
from groundswell.features.rewards.forgetting import forget_what_is_over
from groundswell.features.support.actions import archiving, synonyms
from groundswell.features.support.queries import places
from groundswell.flows.mail_in import receiving
from groundswell.ledger import checking, lots
from groundswell.log import deliveries
from groundswell.members import actions, limits
from groundswell.members.api import gate
from groundswell.moderation import actions as moderating

OLD_JOBS_HOURS = 72


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="rerun_stalled_jobs", pass_context=False)
async def rerun_stalled_jobs(timestamp: int) -> None:
    """Run the jobs again whose worker was killed in the middle of them."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=60):
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="begin_announcements")
def begin_announcements(timestamp: int) -> None:
    """Announcements whose time has come: whom they are for hears of it. Pages show them to the second without this."""
    announcing.begin_due()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="tell_ended_polls")
def tell_ended_polls(timestamp: int) -> None:
    """Polls that are over: who voted hears of the result."""
    while discussing.tell_ended():
        pass


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="remind_of_gatherings")
def remind_of_gatherings(timestamp: int) -> None:
    """Who comes to a gathering, a day and an hour before."""
    while gathering.remind_due():
        pass


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="build_digests")
def build_digests(timestamp: int) -> None:
    """The digests of those for whom it is morning now; they are sent like all mail."""
    digests.build_due()


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="remind_askers")
def remind_askers(timestamp: int) -> None:
    """Those who have answers for 3, 7 or 30 days and have not said whether one solved it."""
    reminding.remind()


@app.periodic(cron="20 0 * * *")
@app.task(queueing_lock="make_health")
def make_health(timestamp: int) -> None:
    """The health of a very large community in the usual periods, before anybody asks."""
    health.make_usual()


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Sessions that have ended."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@app.periodic(cron="*/30 * * * *")
@app.task(queueing_lock="forget_cache")
def forget_cache(timestamp: int) -> None:
    """Cache entries that are too old to be used."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache_entry WHERE expires < now()")


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="forget_jobs")
async def forget_jobs(timestamp: int) -> None:
    """Jobs that ended well, three days later; failed ones stay for the operator to see."""
    await app.job_manager.delete_old_jobs(nb_hours=OLD_JOBS_HOURS)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="forget_searches")
def forget_searches(timestamp: int) -> None:
    """What was searched for a week ago: its vector is of no more use; and what was searched for in vain three months ago."""
    embedding.forget_queries()
    missing.forget()
    finding.forget_finds()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="look_for_saved")
def look_for_saved(timestamp: int) -> None:
    """What is new for saved searches; each is told once an hour at most."""
    finding.look()


@app.periodic(cron="45 3 * * *")
@app.task(queueing_lock="forget_deliveries")
def forget_deliveries(timestamp: int) -> None:
    """What was sent, or was not to be, three months ago."""
    deliveries.forget_ended()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_digests")
def forget_digests(timestamp: int) -> None:
    """What was in the digests of a quarter ago."""
    digests.forget_old()


@app.periodic(cron="48 3 * * *")
@app.task(queueing_lock="forget_devices")
def forget_devices(timestamp: int) -> None:
    """Devices that were told of news, where their member has not been signed in for long."""
    devices.forget_devices()


@app.periodic(cron="49 3 * * *")
@app.task(queueing_lock="forget_mail")
def forget_mail(timestamp: int) -> None:
    """Which mails were taken in a month ago, and the text of those that were not posted."""
    receiving.forget_taken()


@app.periodic(cron="12 0 * * *")
@app.task(queueing_lock="review_levels")
def review_levels(timestamp: int) -> None:
    """What time takes: levels that need recent help, of those who did not help."""
    levels.review()


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="tell_levels")
def tell_levels(timestamp: int) -> None:
    """Who came to another level, or is about to lose one, hears of it."""
    while levels.tell():
        pass


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="forget_tallies")
def forget_tallies(timestamp: int) -> None:
    """How often somebody did something in an hour or day that is over."""
    limits.forget_tallies()


@app.periodic(cron="15 * * * *")
@app.task(queueing_lock="forget_replies")
def forget_replies(timestamp: int) -> None:
    """What requests with an Idempotency-Key were answered a day ago."""
    gate.forget_replies()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="keep_tags")
def keep_tags(timestamp: int) -> None:
    """Questions that still carry a word which means another tag, and how many carry each."""
    synonyms.retag_all()
    places.count_tags()


@app.periodic(cron="10 2 * * *")
@app.task(queueing_lock="archive_questions")
def archive_questions(timestamp: int) -> None:
    """Questions at which nothing happened for long, batch by batch."""
    while archiving.archive_old():
        pass


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="learn_spam")
def learn_spam(timestamp: int) -> None:
    """What spam looks like here, anew from the decisions of people."""
    moderating.learn_spam()


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="suspect_people")
def suspect_people(timestamp: int) -> None:
    """Accounts that seem to belong together, for people to look at."""
    moderating.suspect()


@app.periodic(cron="35 2 * * *")
@app.task(queueing_lock="check_fairness")
def check_fairness(timestamp: int) -> None:
    """Rings, copies and the like: the points that they are about are held until somebody has looked."""
    run_checks()


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="remove_unconfirmed")
def remove_unconfirmed(timestamp: int) -> None:
    """Accounts whose address was not confirmed within seven days, batch by batch."""
    while actions.remove_unconfirmed():
        pass


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="release_points")
def release_points(timestamp: int) -> None:
    """Points whose hold is over become available; those whose time is over are lost. Batch by batch."""
    while lots.release():
        pass
    while lots.expire():
        pass


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="move_cycles")
def move_cycles(timestamp: int) -> None:
    """Cycles go on when it is time; what two people approved is paid."""
    paying.move_cycles()


@app.periodic(cron="30 5 2-9 * *")
@app.task(queueing_lock="make_statements")
def make_statements(timestamp: int) -> None:
    """The statement of the month before, once for each member; a worker that was away has a week to make up for it."""
    paying.make_statements()


@app.periodic(cron="55 3 * * *")
@app.task(queueing_lock="forget_paid")
def forget_paid(timestamp: int) -> None:
    """Sealed accounts and addresses of what was paid three months ago."""
    paying.forget_paid()


@app.periodic(cron="45 3 * * *")
@app.task(queueing_lock="forget_counters")
def forget_counters(timestamp: int) -> None:
    """How often somebody earned on days and in months that are over."""
    forget_what_is_over()


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="pay_waiting")
def pay_waiting(timestamp: int) -> None:
    """What was earned while its pool was empty, as far as the pools reach now."""
    while settling.pay_waiting():
        pass


@app.periodic(cron="0 4 * * *")
@app.task(queueing_lock="check_book")
def check_book(timestamp: int) -> None:
    """Prove that the book agrees with itself. The page of operations shows the last time."""
    checking.check()
