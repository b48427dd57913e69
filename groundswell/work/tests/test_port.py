import socket

import pytest

from groundswell.work import port


def test_a_taken_port_is_said_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]

        with pytest.raises(port.PortTaken, match=rf"Port {taken} is taken.*PORT={taken + 1}"):
            port.require_free(port.Place("127.0.0.1", taken))
        assert port.answers(port.Place("127.0.0.1", taken))

    port.require_free(port.Place("127.0.0.1", taken))
    assert not port.answers(port.Place("127.0.0.1", taken))


def test_the_address_can_be_typed_into_a_browser() -> None:
    assert port.Place("0.0.0.0", 8001).url == "http://localhost:8001/"
    assert port.Place("192.0.2.7", 80).url == "http://192.0.2.7:80/"
