"""Handles and names that can be told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.members.actions import edit_profile, join
from groundswell.members.models import Member
from groundswell.members.names import BadName, clean_handle, clean_name, key_of
from groundswell.members.rules import Invalid


@pytest.mark.parametrize(
    "handle", ["ada", "Ben-7", "m.weber", "zoë", "мария", "ユーザー田中", "देवनागरी", "김철수", "josé_maría"]
)
def test_handles_of_many_languages_are_welcome(handle: str) -> None:
    assert clean_handle(handle) == handle


@pytest.mark.parametrize(
    "handle",
    [
        "ad\u200ba", "ad\u2060a", "ad\u00ada", "a\u202eda", "ad a", "ad\ta", "x\u3164yz",
        "\u2800\u2800\u2800", "a\u0338da", "", "a", "x" * 31, "x" * 1_000_000, "_ada", "ada.", "ada@home", "a/da",
        "pаypal", "αda", "ad٣", "admin", "Adm1n", "SUPPORT", "supp0rt", "former-7",
    ],
)  # fmt: skip
def test_handles_that_hide_something_are_refused(handle: str) -> None:
    with pytest.raises(BadName):
        clean_handle(handle)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("copa", "сора"),
        ("Ian", "lan"),
        ("paypal", "paypa1"),
        ("anna.k", "annak"),
        ("modern", "modem"),
        ("zoe", "Zoë"),
        ("ada", "ADA"),
        ("ada", "ａｄａ"),
    ],
)
def test_handles_that_look_alike_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_a_look_alike_of_a_member_cannot_join(ada: Member, django_assert_num_queries: object) -> None:
    join(handle="paypal", email="one@example.com")

    with pytest.raises(Invalid, match="taken") as refused:
        join(handle="paypaI", email="two@example.com")
    assert refused.value.field == "handle"


def test_a_name_cannot_hide_signs_or_pose_as_the_team(ada: Member, mia: Member) -> None:
    for name in ("Ada\u200b", "\u202eadA", "\u3164", "x" * 81, "…", "x" * 1_000_000):
        with pytest.raises(Invalid) as refused:
            edit_profile(ada, by=ada, name=name, languages=[], expertise=[])
        assert refused.value.field == "name"
    with pytest.raises(Invalid, match="team"):
        edit_profile(ada, by=ada, name="Mіa Brandt", languages=[], expertise=[])

    edit_profile(ada, by=ada, name="Ada  van   der Bücke", languages=[], expertise=[])
    assert Member.objects.get(pk=ada.pk).name == "Ada van der Bücke"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_taken_or_refused_with_a_sentence(text: str) -> None:
    for clean in (clean_handle, clean_name):
        try:
            cleaned = clean(text)
        except BadName as problem:
            sentence = str(problem)
            assert sentence.endswith(".")
        else:
            assert clean(cleaned) == cleaned
