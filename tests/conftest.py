"""What holds for every test."""

import signal

from hypothesis import settings
from small_disk import small_disk
from sound_server import sound_server

__all__ = ["small_disk", "sound_server"]

# A busy computer is no defect of what is tested.
settings.register_profile("mashstudio", deadline=None)
settings.load_profile("mashstudio")

# A shell's background jobs ignore Ctrl-C, and so would the programs that tests start there and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
