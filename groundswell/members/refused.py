"""What an action finds wrong with what was typed, said in the form that it came from."""

from collections.abc import Callable
from typing import Any

from django import forms

from groundswell.members.rules import Invalid


def refused_into(form: forms.Form, act: Callable[[], object]) -> Any:
    """What an action gives; False where it found fault with the input: then the form says it at the field, and the text stays."""
    try:
        return act()
    except Invalid as problem:
        say(form, problem)
        return False


def say(form: forms.Form, problem: Invalid) -> None:
    """At its field where the form has it, else above all."""
    form.add_error(problem.field if problem.field in form.fields else None, str(problem))
