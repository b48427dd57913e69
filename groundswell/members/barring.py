"""Where somebody who is suspended reads why. The floor that suspends people registers it, so that members need not know it."""

from collections.abc import Callable

from groundswell.members.models import Member

Page = Callable[[Member], str]
_pages: list[Page] = []


def reasons_at(function: Page) -> Page:
    """Registers a function that gives the path of the page with the reasons."""
    _pages.append(function)
    return function


def page_for(member: Member) -> str:
    """The path, or the front page while nobody knows one."""
    return next((path for page in _pages if (path := page(member))), "/")
