"""Further members, where the cast is too small."""

from groundswell.members.actions import join
from groundswell.members.models import Member


def person(handle: str, name: str) -> Member:
    return join(handle=handle, name=name, email=f"{handle}@example.com", how="test")
