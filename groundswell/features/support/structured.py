"""What a question says to search engines: schema.org's QAPage."""

from typing import Any

import nh3
from django.conf import settings

from groundswell.features.support.queries.question import QuestionPage
from groundswell.features.support.queries.rows import AnswerRow, Person

MOST_ANSWERS = 5


def qa_page(page: QuestionPage) -> dict[str, Any]:
    """The question with its best answers, the solution as the accepted one."""
    question = page.question
    answers = [
        _answer(answer, question.url) for answer in page.answers[:MOST_ANSWERS] if answer.id != question.solution_id
    ]
    entity: dict[str, Any] = {
        "@type": "Question",
        "name": question.title,
        "text": _plain(question.html),
        "answerCount": question.answer_count,
        "upvoteCount": question.score,
        "datePublished": question.asked_at.isoformat(),
        "author": _person(question.asker),
        "url": settings.SITE_URL + question.url,
        "suggestedAnswer": answers,
    }
    solution = next((answer for answer in page.answers if answer.id == question.solution_id), None)
    if solution:
        entity["acceptedAnswer"] = _answer(solution, question.url)
    return {"@type": "QAPage", "mainEntity": entity}


def _answer(answer: AnswerRow, url: str) -> dict[str, Any]:
    return {
        "@type": "Answer",
        "text": _plain(answer.html),
        "upvoteCount": answer.score,
        "datePublished": answer.at.isoformat(),
        "author": _person(answer.author),
        "url": f"{settings.SITE_URL}{url}#answer-{answer.id}",
    }


def _person(person: Person) -> dict[str, str]:
    named = {"@type": "Person", "name": person.seen_as}
    return named if person.erased else {**named, "url": f"{settings.SITE_URL}/members/{person.handle}/"}


def _plain(html: str) -> str:
    return nh3.clean(html, tags=set())
