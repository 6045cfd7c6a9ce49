"""Ports for processes that are started later than their address is told.

They lie below those the system gives away by itself, so that nothing another test opens
meanwhile, a sandbox or an outgoing connection, can sit on one of them first.
"""

import itertools
import os
import socket

_LOWEST, _MANY = 12_000, 20_000
_tried = itertools.count(os.getpid() * 97)
"""Test processes begin far apart, and none gives a port twice."""


def free_port() -> int:
    """Give a port of loopback that nobody listens on, and that this process did not give before."""
    return next(port for port in map(_in_range, _tried) if _is_free(port))


def _in_range(tried: int) -> int:
    return _LOWEST + tried % _MANY


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
