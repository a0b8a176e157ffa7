"""A band plays along with a session's songs: heard and exported alike, undone, saved, in the mashup's key and tempo."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from bands import few_notes
from sessions import Studio

from mashstudio.audio.encode import AudioFormat
from mashstudio.core.errors import BadArgument, StorageError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.band import with_band, with_notes, without_band
from mashstudio.document.edits import with_key, with_length, with_tempo
from mashstudio.model.band import BAND_PARTS, MOST_NOTES, Band, Manner
from mashstudio.model.choices import BAND, FixedKey, FixedTempo
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import MAX_BEATS, SILENT
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.pipeline.band_composing import BandWish
from mashstudio.pipeline.exporting import ExportOptions, export_mashup
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.session import band_sound
from mashstudio.session.accompanying import Accompanying, NewBand
from mashstudio.session.deck import State
from mashstudio.session.live_mix import LiveMix
from mashstudio.session.snapshot import snapshot

HOUSE = BandWish("House", Manner(seed=3))
NAME = Message("Add an accompaniment")


@pytest.fixture
def heard(studio: Studio, shared: Path) -> Studio:
    """Two songs; of the first, `other` plays for 16 beats."""
    studio.load(shared / "one.wav", shared / "two.wav")
    studio.paint(3, beats=range(16))
    studio.until(lambda: studio.session.settled and None not in studio.files)
    return studio


def band_of(studio: Studio) -> Band:
    assert studio.mashup.band is not None
    return studio.mashup.band


def composed(studio: Studio, wish: BandWish = HOUSE) -> Band:
    accompanying = Accompanying(studio.session, lambda: None)
    accompanying.compose(NAME, wish)
    studio.until(lambda: not accompanying.composing)
    assert accompanying.progress is not None
    assert accompanying.progress.error is None
    studio.until(lambda: studio.session.settled)
    return band_of(studio)


def test_it_sounds_as_it_is_exported_and_is_undone(heard: Studio, tmp_path: Path) -> None:
    before, files = heard.mix(), heard.files
    band = composed(heard)
    assert [lane.part for lane in band.lanes] == list(BandPart)
    assert all(lane.notes for lane in band.lanes)
    # Where a song plays, in whole bars.
    played, stop = heard.mashup.played[heard.mashup.lanes_of(BAND)], heard.session.bars.moved(16, 1)
    assert (played[:, :16] == np.arange(16)).all()
    assert (played[:, stop:] == SILENT).all()
    mix = heard.mix()
    assert np.abs(mix[: len(before)] - before).max() > 0.05
    options = ExportOptions(tmp_path / "mix.wav", AudioFormat("wav", "float32"), loudness=None)
    exported = export_mashup(snapshot(heard.session), options, heard.session.cache, job=Job())
    sound = soundfile.read(options.out)[0][: len(mix)]
    assert np.abs(sound - mix * exported.master.linear).max() < 1e-6
    heard.session.undo()
    assert heard.files == files
    assert np.array_equal(heard.mix(), before)
    heard.session.redo()
    assert np.array_equal(heard.mix(), mix)


def test_the_drums_stay_while_the_bass_changes_in_a_selection(heard: Studio) -> None:
    before = composed(heard)
    after = composed(heard, replace(HOUSE, manner=Manner(seed=4), parts=(BandPart.BASS,), beats=range(4, 8)))
    assert [new == old for new, old in zip(after.lanes, before.lanes, strict=True)] == [True, False, True, True]
    bars = heard.session.bars
    start, stop = (bars.start(bar) for bar in (bars.place(4)[0], bars.place(7)[0] + 1))
    kept = [[note for note in band.lanes[1].notes if not start <= note.start < stop] for band in (before, after)]
    assert kept[0] == kept[1]


def test_it_is_saved_and_reopened(heard: Studio, tmp_path: Path) -> None:
    band, mix = composed(heard), heard.mix()
    heard.save(tmp_path / "mix.mash")
    heard.open(tmp_path / "mix.mash")
    assert not heard.failures
    assert band_of(heard) == band
    heard.until(lambda: heard.session.settled)
    assert np.array_equal(heard.mix(), mix)


def test_what_is_composed_does_not_join_the_next_project(heard: Studio, tmp_path: Path) -> None:
    heard.save(tmp_path / "next.mash")
    accompanying = Accompanying(heard.session, lambda: None)
    accompanying.compose(NAME, HOUSE)
    heard.open(tmp_path / "next.mash")
    heard.until(lambda: not accompanying.composing and heard.session.settled)
    assert heard.mashup.band is None
    assert accompanying.progress is None


def test_notes_follow_the_mashup_s_key_and_tempo(heard: Studio) -> None:
    composed(heard)
    lane = NoteLane(BandPart.LEAD, 80, (Note(2, 1, 69, 100),))
    only = replace(band_of(heard), lanes=(lane,), key=parse_key("C major").number)
    heard.commit("Only a note", with_band(without_band(heard.mashup), only, range(16), [BandPart.LEAD]))
    heard.commit("Key", with_key(heard.mashup, FixedKey(parse_key("D major"))))
    heard.commit("Tempo", with_tempo(heard.mashup, FixedTempo(100)))
    heard.until(lambda: heard.session.settled)
    file = heard.files[heard.mashup.lanes_of(BAND)[0]]
    assert file is not None
    samples = np.load(file).mean(axis=1)
    begin = int(np.flatnonzero(np.abs(samples) > 0.02)[0]) / 44_100
    assert begin == pytest.approx(2 * 60 / 100, abs=0.01)
    spectrum = np.abs(np.fft.rfft(samples[round(1.3 * 44_100) : round(1.7 * 44_100)], 1 << 18))
    pitch = 69 + 12 * np.log2(spectrum.argmax() * 44_100 / (1 << 18) / 440)
    assert pitch % 12 == pytest.approx(71 % 12, abs=0.3)


def test_other_notes_are_heard_once_they_are_rendered(heard: Studio) -> None:
    band = composed(heard)
    row = heard.mashup.lanes_of(BAND)[1]
    before = heard.files[row]
    bass = replace(band.lanes[1], notes=band.lanes[1].notes[1:])
    heard.commit("Delete a note", with_notes(heard.mashup, bass))
    assert not heard.session.settled
    assert heard.files[row] == before
    heard.until(lambda: heard.session.settled)
    assert heard.files[row] != before


def test_a_lane_that_is_heard_alone_and_goes_gives_way_to_the_mashup(studio: Studio, shared: Path) -> None:
    studio.load(shared / "one.wav", shared / "two.wav")
    player, every = PlayerClient(), tuple(BandPart)
    sound = LiveMix(studio.session, player, lambda: None)
    for parts in (every[:1], every):
        band = few_notes(studio.mashup.beats, parts)
        studio.commit("Band", with_band(studio.mashup, band, range(8), parts))
    for part, stays in ((BandPart.LEAD, False), (BandPart.DRUMS, True)):
        alone = (BAND, BAND_PARTS[part])
        sound.audition(*alone)
        studio.session.undo()
        assert sound.alone == (alone if stays else None)
        studio.session.redo()
    player.close()


def test_without_songs_it_goes_by_a_melody(studio: Studio, shared: Path) -> None:
    studio.load(shared / "one.wav", shared / "two.wav")
    key = studio.alignment.key_number
    assert key is not None
    tonic = 60 + (key - parse_key("C major").number) % 12
    # The tones of the first, fourth and fifth degree, and home.
    tones = (0, 4, 7, 4, 5, 9, 12, 9, 7, 11, 14, 11, 0, 4, 7, 12)
    bars = studio.session.bars.within(0, 20).tolist()
    melody = tuple(Note(float(bars[0] + at), 1, tonic + tone, 100) for at, tone in enumerate(tones))
    lead = Band("pop", studio.mashup.beats, (NoteLane(BandPart.LEAD, 80, melody),), key=key)
    studio.commit("Play", with_band(studio.mashup, lead, range(bars[0], bars[0] + 16), [BandPart.LEAD]))
    accompanying = Accompanying(studio.session, lambda: None)
    accompanying.compose(NAME, HOUSE)
    studio.until(lambda: not accompanying.composing)
    assert accompanying.progress is not None
    assert "Untick" in str(accompanying.progress.error)
    accompanying.compose(NAME, replace(HOUSE, parts=(BandPart.BASS, BandPart.CHORDS)))
    studio.until(lambda: not accompanying.composing)
    band = band_of(studio)
    assert [lane.part for lane in band.lanes] == [BandPart.BASS, BandPart.CHORDS, BandPart.LEAD]
    assert band.lanes[2].notes == melody
    for bar, root in enumerate((0, 5, 7, 0)):
        start = bars[0] + 4 * bar
        bass = [note.pitch for note in band.lanes[0].notes if start <= note.start < start + 4]
        assert (tonic + root) % 12 in {pitch % 12 for pitch in bass}


def test_more_than_a_band_can_have_is_refused(studio: Studio, shared: Path) -> None:
    studio.load(shared / "one.wav", shared / "two.wav")
    accompanying, new = Accompanying(studio.session, lambda: None), NewBand("pop", Manner(), {})
    many = tuple(Note(index / 20_000, 1 / 20_000, 60, 90) for index in range(MOST_NOTES + 1))
    for notes, words in ((many, "more than 50000 notes"), ((Note(MAX_BEATS, 1, 60, 90),), "100001 beats")):
        with pytest.raises(BadArgument, match=words):
            accompanying.joined(studio.mashup, [NoteLane(BandPart.LEAD, 80, notes)], range(0), new)


def test_lanes_that_cannot_be_rendered_are_told_once(
    studio: Studio, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.load(shared / "one.wav", shared / "two.wav")
    tries: list[object] = []

    def full(lane: object, _cache: object, *, job: Job) -> Path:
        tries.append(lane)
        raise StorageError(Message("The disk is full."))

    monkeypatch.setattr(band_sound, "band_stem", full)
    band = few_notes(studio.mashup.beats)
    studio.commit("Band", with_band(studio.mashup, band, range(8), tuple(BandPart)))
    studio.until(lambda: len(tries) == 4 and studio.idle)
    studio.commit("Other cells", with_length(studio.mashup, studio.mashup.beats - 1))
    studio.until(lambda: len(tries) == 8 and studio.idle)
    assert [str(message) for message in studio.told] == ["The disk is full."]


def test_an_empty_mashup_has_nothing_to_play_along_with(studio: Studio, shared: Path) -> None:
    accompanying = Accompanying(studio.session, lambda: None)
    with pytest.raises(BadArgument, match="two songs"):
        accompanying.compose(NAME, HOUSE)
    studio.load(shared / "one.wav", shared / "two.wav")
    accompanying.compose(NAME, HOUSE)
    studio.until(lambda: not accompanying.composing)
    assert accompanying.progress is not None
    assert accompanying.progress.state is State.FAILED
    assert "Turn on some cells" in str(accompanying.progress.error)
    assert studio.mashup.band is None
