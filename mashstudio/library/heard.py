"""What a song's stems play, as one blob."""

import io
import json

import numpy as np

from mashstudio.document.suggest import HeardSong, SectionStart
from mashstudio.model.beat_sound import Band, Lead


def pack(song: HeardSong) -> bytes:
    """Return a song as bytes; its source is no part of it."""
    sections = json.dumps([[section.beat, section.name] for section in song.sections])
    arrays = {f"lead_{name}": values.astype(np.float16) for name, values in vars(song.lead).items()}
    arrays |= {f"band_{name}": values.astype(np.float16) for name, values in vars(song.band).items()}
    file = io.BytesIO()
    np.savez(
        file,
        counted=np.array([song.tempo, song.beats_per_bar]),
        downbeats=song.downbeats,
        sections=np.frombuffer(sections.encode(), np.uint8),
        **arrays,
    )
    return file.getvalue()


def unpack(blob: bytes, source: int) -> HeardSong:
    """Return the song that `pack` was given, as one of a source."""
    with np.load(io.BytesIO(blob), allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    lead = {name[5:]: values.astype(np.float32) for name, values in kept.items() if name.startswith("lead_")}
    band = {name[5:]: values.astype(np.float32) for name, values in kept.items() if name.startswith("band_")}
    band["chords"] = kept["band_chords"].astype(np.int8)
    tempo, beats_per_bar = kept["counted"].tolist()
    return HeardSong(
        source=source,
        tempo=tempo,
        beats_per_bar=int(beats_per_bar),
        downbeats=kept["downbeats"],
        sections=tuple(SectionStart(beat, name) for beat, name in json.loads(kept["sections"].tobytes())),
        lead=Lead(**lead),
        band=Band(**band),
    )
