"""Connections that a port accepts send at once, although whoever bound it did not ask for that."""

import socket
from pathlib import Path

from components.prompt_sending import send_promptly

_OPEN_FILES = Path("/proc/self/fd")


def test_connections_of_a_port_bound_without_a_protocol_do_not_wait() -> None:
    with socket.socket(socket.AF_INET) as port:
        port.bind(("127.0.0.1", 0))
        port.listen()
        open_before = len(list(_OPEN_FILES.iterdir()))

        assert send_promptly() >= 1

        assert len(list(_OPEN_FILES.iterdir())) == open_before
        with socket.create_connection(port.getsockname()), port.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
