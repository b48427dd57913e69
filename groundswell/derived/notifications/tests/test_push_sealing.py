"""What is sealed for a browser is what the RFC says, and tells nobody else even its length."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from groundswell.derived.notifications.push import sealing
from groundswell.derived.notifications.tests.push_service import Browser, raw, web


def test_the_words_of_the_rfc_are_sealed_as_in_the_rfc() -> None:
    """RFC 8291, appendix A."""
    ours = ec.derive_private_key(
        int.from_bytes(raw("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), ec.SECP256R1()
    )
    device = raw("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
    words, secret, salt = (
        b"When I grow up, I want to be a watermelon",
        raw("BTBZMqHH6r4Tts7J_aSIgg"),
        raw("DGv6ra1nlYgDCS1FRnbzlw"),
    )

    sealed = sealing.seal(words, device, secret, ours=ours, salt=salt, step=1)

    assert web(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.mark.parametrize("length", [0, 1, 510, 511, 512, sealing.MOST])
def test_whatever_its_length_a_message_is_opened_and_its_length_is_not_told(length: int) -> None:
    browser, words = Browser("https://push.example/1"), b"x" * length

    sealed = sealing.seal(words, browser.point, browser.secret)

    assert browser.opened(sealed) == words
    assert (len(sealed) - sealing.OVERHEAD + 1) % sealing.STEP == 0 or len(sealed) == sealing.RECORD
    with pytest.raises(ValueError, match="holds"):
        sealing.seal(b"x" * (sealing.MOST + 1), browser.point, browser.secret)
