"""Mail that comes in: what becomes of it, who is turned away, and that nothing happens twice."""

import smtplib
import socket
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from PIL import Image

from groundswell.derived.notifications import bounces
from groundswell.derived.notifications.doors import Door, address_of, read_address
from groundswell.derived.notifications.models import Bounce
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Comment, Question, Topic
from groundswell.flows.mail_in import receiving
from groundswell.flows.mail_in.gateway import open_gateway
from groundswell.flows.mail_in.models import TakenMail
from groundswell.flows.mail_in.receiving import DOUBTFUL, STRANGER, TAKEN, UNKNOWN, receive
from groundswell.log import deliveries, follow
from groundswell.members.models import Member
from groundswell.voice.models import Picture

ADA, BEN = "ada@example.com", "ben@example.com"
Write = Callable[..., EmailMessage]


@pytest.fixture(autouse=True)
def calling(db: None, settings: Any) -> Topic:
    settings.MAIL_IN = "community@fernweh.example"
    settings.MAIL_AFTER = 0
    return Topic.objects.create(slug="calling", name={"en": "Calls"})


@pytest.fixture
def question(ada: Member) -> Question:
    return actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")


@pytest.fixture
def answer(question: Question, ben: Member) -> Answer:
    return actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")


def letter(
    sender: str = ADA, text: str = "That worked, thank you!", *, subject: str = "Re: No signal", **headers: str
) -> EmailMessage:
    written = EmailMessage()
    written["From"], written["Subject"], written["Message-ID"] = f"Somebody <{sender}>", subject, "<one@example.com>"
    for name, value in headers.items():
        written[name.replace("_", "-")] = value
    written.set_content(text)
    return written


def come(written: EmailMessage, door: Door | str, **envelope: Any) -> receiving.Reply:
    return receive(written.as_bytes(), [door if isinstance(door, str) else address_of(door)], **envelope)


def on_answer(member: Member, answer: Answer) -> Door:
    return Door(member.pk, "comment on the answer", answer.pk)


def letters() -> list[Any]:
    while deliveries.send_next():
        pass
    return list(mail.outbox)


def test_ada_replies_to_the_mail_about_bens_answer_and_it_is_a_comment(
    ada: Member, ben: Member, question: Question
) -> None:
    follow.run_all()
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    (told,) = letters()
    assert "Or simply reply to this mail." in told.body

    reply = come(
        letter(text="That worked!\n\nOn Mon, Nov 30, 2026 at 9:12 AM Fernweh wrote:\n> Turn on\n"), told.reply_to[0]
    )

    comment = Comment.objects.get(answer=answer)
    assert (reply, comment.author, comment.voice.source) == (TAKEN, ada, "That worked!")


def test_ben_answers_and_asks_by_mail(ben: Member, question: Question) -> None:
    come(letter(BEN, "Turn on Wi-Fi calling."), Door(ben.pk, "answer", question.pk))
    come(letter(BEN, "It shows no network.", subject="AW: [Fernweh] Why is my eSIM gone?"), Door(ben.pk, "ask"))

    assert Answer.objects.get(question=question).voice.source == "Turn on Wi-Fi calling."
    assert Question.objects.get(asker=ben).voice.title == "Why is my eSIM gone?"


def test_the_same_mail_is_taken_once_however_often_it_comes(ada: Member, answer: Answer) -> None:
    assert [come(letter(), on_answer(ada, answer)) for _again in range(3)] == [TAKEN] * 3
    assert Comment.objects.count() == TakenMail.objects.count() == 1


@pytest.mark.parametrize(
    ("sender", "change", "reply"),
    [
        ("eve@example.com", "", STRANGER),
        (ADA, "a", UNKNOWN),
        ("nobody@example.org", "front", UNKNOWN),
        (ADA, "front", DOUBTFUL),
    ],
)
def test_strangers_are_told_in_one_sentence_and_their_mail_goes_back(
    ada: Member, answer: Answer, sender: str, change: str, reply: receiving.Reply
) -> None:
    good = address_of(on_answer(ada, answer))
    local, domain = good.split("@")
    other = f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"
    address = {"": good, "a": other, "front": "community@fernweh.example"}[change]

    assert come(letter(sender), address) == reply
    assert not Comment.objects.exists() and letters() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<all.example.com>"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
    ],
)
def test_what_a_program_wrote_is_not_posted_and_not_answered(
    ada: Member, answer: Answer, headers: dict[str, str]
) -> None:
    assert come(letter(text="I am away until Monday.", **headers), on_answer(ada, answer)) == TAKEN
    assert come(letter(), on_answer(ada, answer), envelope_from="") == TAKEN
    assert not Comment.objects.exists() and letters() == []


@pytest.mark.parametrize(
    ("results", "posted"),
    [
        ("mx.fernweh.example; dkim=pass header.d=example.com; spf=fail smtp.mailfrom=ada@example.com", True),
        ("mx.fernweh.example; spf=pass smtp.mailfrom=ada@example.com", True),
        ("mx.fernweh.example; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example", False),
        ("mx.fernweh.example; dmarc=fail header.from=example.com; dkim=pass header.d=example.com", False),
        ("mx.fernweh.example; dkim=none; spf=softfail", False),
    ],
)
def test_what_our_own_server_found_out_about_the_sender_counts(
    ada: Member, settings: Any, results: str, posted: bool
) -> None:
    settings.MAIL_IN_VERDICTS = "mx.fernweh.example"
    asked = letter(subject="No signal in the cellar", Authentication_Results=results)
    forged = letter(Authentication_Results="mx.evil.example; dmarc=pass")

    assert come(asked, settings.MAIL_IN) == (TAKEN if posted else DOUBTFUL)
    assert come(asked, Door(ada.pk, "ask")) == (TAKEN if posted else DOUBTFUL)
    assert come(forged, settings.MAIL_IN) == DOUBTFUL
    assert Question.objects.count() == (1 if posted else 0)


def test_who_is_refused_gets_a_letter_with_the_reason_and_their_text(
    ada: Member, cleo: Member, question: Question, answer: Answer
) -> None:
    actions.close_question(question, by=cleo, cause="unclear")
    ben_writes = letter(BEN, "Or take the stairs.\nThey are next to it.")

    assert come(ben_writes, Door(answer.author_id, "answer", question.pk)) == TAKEN

    (told,) = [one for one in letters() if "not posted" in one.subject]
    assert told.to == [BEN] and "This question does not take answers any more." in told.body
    assert "Or take the stairs.\nThey are next to it." in told.body
    assert Answer.objects.count() == 1


def test_who_writes_too_often_is_asked_to_come_again_later(ada: Member, answer: Answer) -> None:
    codes = []
    for number in range(40):
        written = letter(text=f"Number {number}, and one more thing.")
        written.replace_header("Message-ID", f"<{number}@example.com>")
        codes.append(come(written, on_answer(ada, answer)).code)
        if codes[-1] == 451:
            break

    assert codes[-1] == 451 and codes[0] == 250
    assert Comment.objects.count() == TakenMail.objects.count() == len(codes) - 1


def test_pictures_come_along_re_encoded_and_other_things_do_not(ben: Member, question: Question) -> None:
    content = BytesIO()
    Image.effect_noise((200, 120), 90).convert("RGB").save(content, "JPEG", comment=b"taken at home")
    written = letter(BEN, "See the picture.")
    written.add_attachment(content.getvalue(), "image", "jpeg", filename="lift.jpg")
    written.add_attachment(b"%PDF-1.4 " * 500, "application", "pdf", filename="bill.pdf")
    written.add_attachment(b"no picture at all" * 300, "image", "png", filename="broken.png")

    come(written, Door(ben.pk, "answer", question.pk))

    kept = Picture.objects.get()
    assert kept.owner == ben and Answer.objects.get().voice.source == f"See the picture.\n\n![]({kept.url})"
    (told,) = letters()
    assert "without" in told.subject and "1 attachment is not there" in told.body


def test_a_mail_of_html_alone_becomes_markdown_without_what_it_repeats(ben: Member, question: Question) -> None:
    written = letter(BEN)
    written.set_content(
        "<style>p{color:red}</style><p>Turn on <b>Wi-Fi calling</b>.</p><script>alert(1)</script>"
        '<div class="gmail_quote">On Monday Fernweh wrote:<blockquote>Every morning</blockquote></div>',
        subtype="html",
    )

    come(written, Door(ben.pk, "answer", question.pk))

    assert Answer.objects.get().voice.source == "Turn on **Wi-Fi calling**."


def report(message: str, to: str = ADA, status: str = "5.1.1") -> bytes:
    return (
        "From: Mail Delivery System <mailer-daemon@example.com>\r\nTo: community@fernweh.example\r\nSubject: Undelivered\r\n"
        'Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message}\r\nSubject: Re: No signal\r\n\r\n--b--\r\n"
    ).encode()


def test_a_report_that_our_letter_came_back_is_counted_and_one_that_is_made_up_is_not(
    ada: Member, ben: Member, question: Question
) -> None:
    follow.run_all()
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    (told,) = letters()

    receive(report("<0123456789abcdef@localhost>"), envelope_from="")
    receive(report(told.extra_headers["Message-ID"], status="4.2.2"), envelope_from="")
    assert not Bounce.objects.exists()
    receive(report(told.extra_headers["Message-ID"]), ["community@fernweh.example"], envelope_from="")
    assert Bounce.objects.get(member=ada).count == 1
    assert not bounces.is_stopped(ada)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"From: \xe9\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n", b"Content-Type: text/plain; charset=klingon\r\n\r\nHi"])  # fmt: skip
def test_what_is_no_mail_is_refused_and_breaks_nothing(raw: bytes) -> None:
    assert receive(raw, ["community@fernweh.example"]).code >= 500


def test_an_address_is_its_members_own_and_off_when_mail_in_is_off(ada: Member, settings: Any) -> None:
    door = Door(ada.pk, "answer", 12_345)
    address = address_of(door)
    assert read_address(address.upper()) == door and len(address.partition("@")[0]) <= 64
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert read_address(address) == door
    settings.MAIL_IN = ""
    assert read_address(address) is None and address_of(door) == ""


@pytest.mark.slow
def test_over_the_wire_each_server_is_told_what_became_of_its_mail(
    transactional_db: None, ada: Member, settings: Any
) -> None:
    Topic.objects.get_or_create(slug="calling", defaults={"name": {"en": "Calls"}})
    good = address_of(Door(ada.pk, "ask"))
    for lmtp, kind in ((True, smtplib.LMTP), (False, smtplib.SMTP)):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        written = letter(text="It shows no network since this morning.", subject="Why is my eSIM gone?")
        with open_gateway("127.0.0.1", port, lmtp=lmtp), kind("127.0.0.1", port) as server:
            refused = server.send_message(written, ADA, [good, "nobody@fernweh.example"])
            server.send_message(written, ADA, [good])
            with pytest.raises(smtplib.SMTPDataError) as stranger:
                server.send_message(letter("eve@example.com"), "eve@example.com", [good])
        assert refused.keys() == {"nobody@fernweh.example"} and stranger.value.smtp_code == 550
        assert "you do not write from their address" in str(stranger.value.smtp_error)

    (question,) = Question.objects.all()
    assert (question.asker, question.voice.title) == (ada, "Why is my eSIM gone?")
