"""What is somebody's own in an answer, as four programs write it in two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.flows.mail_in.quotes import own_words

REPEATED = "> Turn on Wi-Fi calling.\n> \n> -- \n> Fernweh\n"
OUTLOOK_EN = """
________________________________
From: Fernweh <community@fernweh.example>
Sent: Monday, November 30, 2026 9:12 AM
To: Ada Lindqvist <ada@example.com>
Subject: Re: No signal in the lift

Ben Okafor answered your question
"""
OUTLOOK_DE = """
-----Ursprüngliche Nachricht-----
Von: Fernweh <community@fernweh.example>
Gesendet: Montag, 30. November 2026 09:12
An: Ada Lindqvist <ada@example.com>
Betreff: Re: No signal in the lift

Ben Okafor hat geantwortet
"""
OUTLOOK_WEB = """
Von: Fernweh <community@fernweh.example>
Datum: Montag, 30. November 2026 um 09:12
An: Ada Lindqvist <ada@example.com>
Betreff: Re: No signal in the lift
Ben Okafor hat geantwortet
"""


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("{}\n\nOn Mon, Nov 30, 2026 at 9:12 AM Fernweh <community@fernweh.example> wrote:\n\n" + REPEATED, id="Gmail, English"),
        pytest.param("{}\n\nOn Mon, Nov 30, 2026 at 9:12 AM Fernweh Community for Travellers\n<community@fernweh.example>\nwrote:\n\n" + REPEATED, id="Gmail, wrapped"),
        pytest.param("{}\n\nAm Mo., 30. Nov. 2026 um 09:12 Uhr schrieb Fernweh <\ncommunity@fernweh.example>:\n\n" + REPEATED, id="Gmail, German"),
        pytest.param("{}\n\nSent from my iPhone\n\n> On 30. Nov 2026, at 09:12, Fernweh <community@fernweh.example> wrote:\n> \n" + REPEATED, id="Apple, English, on a phone"),
        pytest.param("{}\n\nVon meinem iPhone gesendet\n\n> Am 30.11.2026 um 09:12 schrieb Fernweh <community@fernweh.example>:\n> \n> ﻿\n" + REPEATED, id="Apple, German, on a phone"),
        pytest.param("{}\n\n> On 30. Nov 2026, at 09:12, Fernweh wrote:\n" + REPEATED, id="Apple, English"),
        pytest.param("{}\n\nOn 11/30/26 09:12, Fernweh wrote:\n" + REPEATED, id="Thunderbird, English"),
        pytest.param("{}\n\nAm 30.11.26 um 09:12 schrieb Fernweh:\n" + REPEATED, id="Thunderbird, German"),
        pytest.param("Am 30.11.26 um 09:12 schrieb Fernweh:\n" + REPEATED + "\n{}\n\n-- \nAda Lindqvist\nLund\n", id="Thunderbird, written below"),
        pytest.param("{}\n" + OUTLOOK_EN, id="Outlook, English"),
        pytest.param("{}\n\nMit freundlichen Grüßen\n".replace("\n\nMit freundlichen Grüßen", "") + OUTLOOK_DE, id="Outlook, German"),
        pytest.param("{}\n\nOutlook für Android beziehen<https://aka.ms/AAb9ysg>\n" + OUTLOOK_WEB, id="Outlook on the web, German"),
        pytest.param("{}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n" + OUTLOOK_EN, id="Outlook on a phone"),
        pytest.param("{}\r\n\r\n--\r\nAda Lindqvist | Lund University\r\n+46 …\r\n", id="a signature alone"),
        pytest.param("{}\n\n---------- Forwarded message ---------\nFrom: Fernweh <community@fernweh.example>\nDate: Mon\n\nText", id="Gmail, forwarded"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "own", ["That worked, thank you!", "Zuerst nicht.\n\nDann schon: Flugmodus an, aus.\n- einmal\n- zweimal"]
)
def test_only_ones_own_words_are_left(around: str, own: str) -> None:
    assert own_words(around.replace("{}", own)) == own


def test_answers_between_the_lines_keep_what_they_answer() -> None:
    mail = (
        "On 11/30/26 09:12, Ben wrote:\n> Which phone?\nA Pixel 9.\n\n> And which tariff?\nThe small one.\n> Thanks.\n"
    )

    assert own_words(mail) == "> Which phone?\nA Pixel 9.\n\n> And which tariff?\nThe small one."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday it worked, and I wrote:\nnothing else happened.",
        "Am Montag um 9 ging es noch.",
        "From: London\nTo: Paris\n\nWhich tariff is right for me?",
        "A list:\n----\nand a rule of dashes is none of our business",
    ],
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    assert own_words(text) == text


def test_a_mail_that_only_repeats_says_nothing() -> None:
    assert own_words("Am 30.11.26 um 09:12 schrieb Fernweh:\n" + REPEATED) == ""


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_whatever_comes_it_ends_and_invents_nothing(text: str) -> None:
    own = own_words(text)
    assert len(own) <= len(text.replace("\xa0", " "))
    assert set(own.split()) <= set(text.replace("\xa0", " ").split())
