"""The sound server, for the tests that play."""

from sound_server import sound_server

__all__ = ["sound_server"]
