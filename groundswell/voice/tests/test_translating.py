"""Translations by machine: made once, by the worker, kept while the text says the same, and gone with it."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import translation as languages

from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.actions import erase_member
from groundswell.members.models import Member
from groundswell.members.personal import _parts
from groundswell.members.rules import Invalid, Refused, TooOften, Viewer
from groundswell.voice import jobs, translating
from groundswell.voice.actions import hide, retitle, rewrite, write
from groundswell.voice.models import Translation, Voice
from groundswell.voice.tests import translators
from groundswell.voice.tests.translators import HERE, let_the_worker_work, sent, wanted

BODY = "Turn on **Wi-Fi calling**: `ims on`."
SHOUTED = "<p>TURN ON <strong>WI-FI CALLING</strong>: <code>ims on</code>.</p>"
STRANGER = AnonymousUser()


@pytest.fixture(autouse=True)
def loud(settings: Any) -> Iterator[None]:
    settings.TRANSLATOR = f"{HERE}.shout"
    sent.clear()
    yield
    translators.meanwhile.clear()


@pytest.fixture
def voice(ben: Member) -> Voice:
    return write("answer", by=ben, source=BODY).voice


def ask(voice: Voice, by: Viewer = STRANGER, to: str = "de", address: str = "192.0.2.7", private: bool = False) -> Any:
    return translating.translation_of(voice, to, viewer=by, address=address, private=private)


def had(voice: Voice, by: Viewer = STRANGER, to: str = "de") -> Translation:
    """Wanted, made, and asked for again."""
    ask(voice, by, to)
    let_the_worker_work()
    found: Translation = ask(voice, by, to)
    return found


def problem(voice: Voice, by: Viewer = STRANGER) -> str:
    return translating.problem_of(ask(voice, by))


def test_a_text_is_translated_by_the_worker_and_kept(voice: Voice, ada: Member) -> None:
    first = ask(voice, ada)
    assert (first.state, translating.problem_of(first), sent) == ("wanted", "", [])

    let_the_worker_work()
    found = ask(voice, ada)

    assert (found.state, found.html, found.revision) == ("ready", SHOUTED, 1)
    assert [languages_asked for _html, *languages_asked in sent] == [["en", "de"]]
    assert had(voice).html == SHOUTED
    assert len(sent) == 1


def test_the_title_of_a_question_is_translated_too(ada: Member) -> None:
    voice = write("question", by=ada, title="No signal & no hope", source=BODY).voice

    assert had(voice).title == "NO SIGNAL & NO HOPE"


@pytest.mark.slow
def test_two_who_want_it_at_once_cause_one_call(transactional_db: None, voice: Voice, ada: Member, eve: Member) -> None:
    start = threading.Barrier(4)

    def wants(who: Viewer) -> None:
        start.wait()
        ask(voice, who)
        connection.close()

    threads = [threading.Thread(target=wants, args=(who,)) for who in (ada, eve, STRANGER, STRANGER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (wanted(), Translation.objects.count()) == (1, 1)
    let_the_worker_work()
    let_the_worker_work()
    assert len(sent) == 1


def test_no_transaction_waits_for_the_translator(transactional_db: None, voice: Voice, ada: Member) -> None:
    open_then: list[bool] = []
    translators.meanwhile.append(lambda: open_then.append(connection.in_atomic_block))

    with transaction.atomic():
        ask(voice, ada)
    let_the_worker_work()

    assert open_then == [False]
    assert ask(voice).html == SHOUTED


def test_an_edited_text_is_translated_anew(voice: Voice, ben: Member) -> None:
    had(voice)

    rewrite(voice, by=ben, source="Turn it off.")

    assert not Translation.objects.exists()
    assert had(voice).html == "<p>TURN IT OFF.</p>"
    assert ask(voice).revision == 2


def test_what_was_edited_or_taken_away_while_it_was_translated_is_not_kept(voice: Voice, ben: Member) -> None:
    ask(voice)
    translators.meanwhile.append(lambda: rewrite(Voice.objects.get(pk=voice.pk), by=ben, source="Never mind."))
    let_the_worker_work()
    assert not Translation.objects.exists()

    translators.meanwhile[:] = [lambda: hide(voice.pk)]
    ask(Voice.objects.get(pk=voice.pk))
    let_the_worker_work()
    assert not Translation.objects.exists()

    hide(voice.pk, False)
    translators.meanwhile.clear()
    ask(Voice.objects.get(pk=voice.pk))
    hide(voice.pk)
    calls = len(sent)
    let_the_worker_work()
    assert len(sent) == calls


def test_whatever_changes_a_text_makes_its_translation_useless(voice: Voice) -> None:
    had(voice)
    Voice.objects.filter(pk=voice.pk).update(html="<p>Rendered anew.</p>")
    voice.refresh_from_db()
    assert had(voice).html == "<p>RENDERED ANEW.</p>"

    retitle(voice, kind="question", title="What it is about")
    assert ask(voice).state == "wanted"


def test_a_deleted_text_takes_its_translations_along(voice: Voice) -> None:
    had(voice)

    hide(voice.pk)

    assert not Translation.objects.exists()


def test_who_leaves_and_takes_the_texts_along_takes_the_translations(voice: Voice, ada: Member, ben: Member) -> None:
    mine = write("answer", by=ada, source="Ask @ben.").voice
    other = write("answer", by=ada, source="Or wait.").voice
    for each in (voice, mine, other):
        had(each)
    assert "/members/ben/" in ask(mine).html

    erase_member(ben, by=ben, keep_texts=False)

    assert list(Translation.objects.values_list("voice", flat=True)) == [other.pk]
    assert "BEN" not in had(Voice.objects.get(pk=voice.pk)).html
    assert "/members/ben/" not in had(Voice.objects.get(pk=mine.pk)).html


def test_texts_that_stay_keep_their_translations(voice: Voice, ben: Member) -> None:
    had(voice)

    erase_member(ben, by=ben, keep_texts=True)

    assert ask(voice).html == SHOUTED
    assert len(sent) == 1


def test_erasing_while_it_is_translated_leaves_nothing(voice: Voice, ben: Member) -> None:
    ask(voice)
    translators.meanwhile.append(lambda: erase_member(ben, by=ben, keep_texts=False))

    let_the_worker_work()

    assert not Translation.objects.exists()


def test_people_take_the_translations_of_their_texts_with_them(voice: Voice, ada: Member, ben: Member) -> None:
    had(voice)

    taken: Any = _parts["translations"](ben)

    assert [(one["voice"], one["language"], one["html"]) for one in taken] == [(voice.pk, "de", SHOUTED)]
    assert _parts["translations"](ada) == []


def test_a_translator_that_does_not_answer_is_left_alone_for_a_minute(
    settings: Any, voice: Voice, ada: Member, ben: Member
) -> None:
    settings.TRANSLATOR = f"{HERE}.silent"
    other, third = (write("answer", by=ben, source=text).voice for text in ("Or not.", "Or else."))
    ask(voice)
    ask(other)

    let_the_worker_work()

    assert len(sent) == 1
    for text in (voice, other, third):
        assert problem(text, ada) == "The translator does not answer at the moment. Try again in a minute."
    assert wanted() == 2
    settings.TRANSLATOR = f"{HERE}.shout"
    with clock.standing_at(clock.now() + timedelta(seconds=61)):
        assert [had(text, ada).state for text in (voice, other, third)] == ["ready"] * 3


@pytest.mark.parametrize("how", ["refusing", "empty", "forgetful"])
def test_a_text_that_cannot_be_translated_holds_up_no_other(how: str, settings: Any, voice: Voice, ben: Member) -> None:
    settings.TRANSLATOR = f"{HERE}.{how}"
    had(voice)
    settings.TRANSLATOR = f"{HERE}.shout"

    assert problem(voice) == "This text could not be translated. The original is as it was."
    assert had(write("answer", by=ben, source="Or not.").voice).state == "ready"
    with clock.standing_at(clock.now() + timedelta(minutes=61)):
        assert had(voice).html == SHOUTED


def test_a_setting_that_names_nothing_is_told_like_a_translator_that_is_away(settings: Any, voice: Voice) -> None:
    settings.TRANSLATOR = "nobody.there"

    had(voice)

    assert "does not answer" in problem(voice)


def test_a_lost_job_is_told_after_a_minute_and_wanted_anew_after_three(voice: Voice, ada: Member) -> None:
    ask(voice)

    with clock.standing_at(clock.now() + timedelta(seconds=70)):
        assert "longer than usual" in problem(voice, ada)
        assert wanted() == 1
    with clock.standing_at(clock.now() + timedelta(seconds=200)):
        assert problem(voice, ada) == ""
        assert wanted() == 2


def test_what_nobody_had_yet_is_limited_for_members(ada: Member, ben: Member, eve: Member, voice: Voice) -> None:
    with clock.standing_at(clock.now().replace(hour=12, minute=1, second=1)):
        texts = [write("answer", by=ben, source=f"Number {number}").voice for number in range(16)]
        for text in texts[:15]:
            ask(text, eve)

        with pytest.raises(TooOften, match="a lot in a short time"):
            ask(texts[15], eve)

        assert ask(texts[0], eve).state == "wanted"  # was asked for already
        assert ask(texts[15], ada).state == "wanted"  # others go on
        assert ask(texts[15], eve).state == "wanted"


def test_strangers_read_what_is_kept_and_have_few_new_ones(ada: Member, ben: Member) -> None:
    texts = [write("answer", by=ben, source=f"Number {number}").voice for number in range(7)]
    for text in texts[:5]:
        ask(text)

    with pytest.raises(TooOften, match="Sign in, or go on in") as refused:
        ask(texts[5])

    assert 0 < refused.value.retry_after <= 3_600
    assert ask(texts[5], address="192.0.2.8").state == "wanted"
    assert had(texts[6], ada).state == "ready"
    assert ask(texts[6]).state == "ready"


def test_all_strangers_together_have_no_more_than_so_many(ben: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translating, "OF_ALL_STRANGERS", (3, 3_600))
    texts = [write("answer", by=ben, source=f"Number {number}").voice for number in range(4)]
    for number, text in enumerate(texts[:3]):
        ask(text, address=f"192.0.2.{number}")

    with pytest.raises(TooOften):
        ask(texts[3], address="192.0.2.99")


def test_texts_of_private_places_go_nowhere_unless_the_operator_says_so(settings: Any, voice: Voice) -> None:
    with pytest.raises(Refused, match="not sent to a translator"):
        ask(voice, private=True)
    assert wanted() == 0

    settings.TRANSLATE_PRIVATE = True
    assert ask(voice, private=True).state == "wanted"


def test_odd_languages_and_the_text_s_own_are_refused_in_words(voice: Voice) -> None:
    with pytest.raises(Invalid, match="no such language"):
        ask(voice, to="tlh")
    with pytest.raises(Invalid, match="in that language already"):
        ask(voice, to="en")


def test_what_is_offered_depends_on_what_the_reader_reads(settings: Any, ada: Member) -> None:
    ada.languages = ["fr", "pt-br"]
    with languages.override("de"):
        offer, strangers = translating.offer_to(ada), translating.offer_to(STRANGER)
        assert [offer.of(code) for code in ("en", "de", "de-ch", "fr", "pt", "es")] == [True, *[False] * 4, True]
        assert [strangers.of(code) for code in ("en", "de", "fr")] == [True, False, True]
        assert not translating.offer_to(ada, private=True).of("en")
        settings.TRANSLATE_PRIVATE = True
        assert translating.offer_to(ada, private=True).of("en")
        settings.TRANSLATOR = ""
        assert not translating.offer_to(ada).of("en")


def test_what_is_of_no_use_any_more_is_cleared_at_night(ben: Member, settings: Any) -> None:
    good, changed, hidden, failed = (write("answer", by=ben, source=f"Number {n}: ä").voice for n in range(4))
    titled = write("question", by=ben, title="What it is ø about", source="Text").voice
    for voice in (good, changed, hidden, titled):
        had(voice)
    settings.TRANSLATOR = f"{HERE}.refusing"
    had(failed)
    Voice.objects.filter(pk=changed.pk).update(html="<p>Rendered anew.</p>")
    Voice.objects.filter(pk=hidden.pk).update(hidden=True)

    jobs.forget_translations(0)
    assert set(Translation.objects.values_list("voice", flat=True)) == {good.pk, titled.pk, failed.pk}

    with clock.standing_at(clock.now() + timedelta(days=2)):
        jobs.forget_translations(0)
    assert set(Translation.objects.values_list("voice", flat=True)) == {good.pk, titled.pk}


def test_nothing_of_it_is_in_the_log(voice: Voice, ada: Member) -> None:
    before = LogEntry.objects.count()

    had(voice, ada)

    assert LogEntry.objects.count() == before
