"""What decoding a song leaves in its folder, and the versions that say when that is done anew."""

from typing import Final

DECODER_VERSION: Final = 6
TAGS_VERSION: Final = 4

SAMPLES_FILE: Final = "samples.npy"
TAGS_FILE: Final = "song.json"
COVER_FILE: Final = "cover.png"
COVER_SIDE: Final = 512
"""Pixels of a cover's longer side at the most."""
