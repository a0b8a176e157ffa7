"""Our engine, on tones, hits and voices."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ducc0
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import hilbert

from mashstudio.alignment import formants, vocoder
from mashstudio.audio.arrays import create_samples
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples

Wave = NDArray[np.float64]
Stretched = Callable[..., list[Samples]]

BEAT = 22_050
SECONDS = 3.0
TIME = np.arange(round(SECONDS * SAMPLE_RATE)) / SAMPLE_RATE


def stereo(wave: Wave) -> Samples:
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def tone(frequency: float, level: float = 0.3) -> Wave:
    wave: Wave = level * np.sin(2 * np.pi * frequency * TIME)
    return wave


def hits(every: float, length: float = 0.02) -> Wave:
    """Return bursts of noise."""
    sound = np.zeros(len(TIME))
    burst = np.random.default_rng(0).standard_normal(2000) * np.exp(-np.arange(2000) / SAMPLE_RATE / length)
    for at in np.arange(0.25, SECONDS - 0.2, every):
        start = round(at * SAMPLE_RATE)
        sound[start : start + 2000] += 0.2 * burst
    return sound


@pytest.fixture
def stretched(tmp_path: Path) -> Stretched:
    """Return a function that plays a mix's parts `speed` times as fast and shifted, with beats every half second."""

    def run(
        parts: Sequence[Samples], speed: float = 1.12, shift: float = 0, formants: Sequence[bool] = ()
    ) -> list[Samples]:
        beats = np.arange(0, len(parts[0]) + 1, BEAT)
        times = beats, np.rint(beats / speed).astype(np.int64)
        paths = [tmp_path / f"{number}.npy" for number in range(len(parts))]
        outputs = create_samples(paths, int(times[1][-1]))
        kept = formants or [False] * len(parts)
        sounds = [
            vocoder.ToStretch(part, out, shift, keep) for part, out, keep in zip(parts, outputs, kept, strict=True)
        ]
        vocoder.stretch(parts, sounds, times, job=Job())
        return [np.load(path) for path in paths]

    return run


def held(sound: Samples) -> Wave:
    """Return the sound away from the ends."""
    return sound[SAMPLE_RATE // 2 : -SAMPLE_RATE // 2, 0].astype(np.float64)


def pitch(wave: Wave) -> float:
    """Return the frequency of the only tone in `wave`, Hz."""
    turns = np.unwrap(np.angle(hilbert(wave)))[2000:-2000] / (2 * np.pi)
    return float(np.polyfit(np.arange(len(turns)), turns, 1)[0] * SAMPLE_RATE)


def without(wave: Wave, frequency: float) -> Wave:
    """Return `wave` without its tone of a constant `frequency`."""
    turns = 2 * np.pi * frequency * np.arange(len(wave)) / SAMPLE_RATE
    basis = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    left: Wave = wave - basis @ np.linalg.lstsq(basis, wave, rcond=None)[0]
    return left


def decibels(ratio: float) -> float:
    return float(20 * np.log10(ratio + 1e-9))


@pytest.mark.parametrize("shift", [-6.0, -3.7, -1.0, -0.13, 0.0, 0.5, 2.0, 3.0, 5.0])
def test_the_pitch_is_right_to_a_cent(shift: float, stretched: Stretched) -> None:
    (sound,) = stretched([stereo(tone(440))], shift=shift)
    assert abs(1200 * np.log2(pitch(held(sound)) / (440 * 2 ** (shift / 12)))) < 1


@pytest.mark.parametrize("shift", [0, 2])
def test_a_tone_stays_pure(shift: int, stretched: Stretched) -> None:
    (sound,) = stretched([stereo(tone(997))], shift=shift)
    wave = held(sound)
    assert decibels(without(wave, pitch(wave)).std() / wave.std()) < -70


def test_a_low_note_keeps_its_pitch_and_its_level(stretched: Stretched) -> None:
    for frequency in (41.2, 55.0, 73.4):
        (sound,) = stretched([stereo(tone(frequency))], 0.9)
        wave = held(sound)
        assert abs(1200 * np.log2(pitch(wave) / frequency)) < 3
        assert abs(decibels(wave.std() / tone(frequency).std())) < 0.3


def test_a_chord_does_not_tremble(stretched: Stretched) -> None:
    notes = [220.0, 277.2, 329.6, 440.0]
    (sound,) = stretched([stereo(sum((tone(note, 0.1) for note in notes), np.zeros(len(TIME))))])
    wave = held(sound)
    for note in notes:
        slow = wave * np.exp(-2j * np.pi * note * np.arange(len(wave)) / SAMPLE_RATE)
        window = np.hanning(4001)
        level = np.abs(np.convolve(slow, window / window.sum(), "valid"))
        assert decibels((level - level.mean()).std() / level.mean()) < -40


def test_a_note_goes_on_smoothly_while_drums_are_hit(stretched: Stretched) -> None:
    note, _ = stretched([stereo(tone(523.25)), stereo(hits(0.25))])
    level = np.abs(hilbert(held(note)))[2000:-2000]
    assert level.min() > 0.3 * 0.7
    assert decibels((level - level.mean()).std() / level.mean()) < -24


@pytest.mark.parametrize("speed", [0.88, 1.12])
def test_nothing_is_heard_before_a_hit_nor_twice(speed: float, stretched: Stretched) -> None:
    drums, _ = stretched([stereo(hits(0.375)), stereo(tone(196, 0.05))], speed)
    for at in np.arange(0.25, SECONDS - 0.8, 0.375):
        place = round(at / speed * SAMPLE_RATE)
        around = np.abs(drums[place - 4410 : place + 8820, 0].astype(np.float64))
        struck = np.sqrt(np.mean(around[4410:4851] ** 2))
        assert decibels(np.sqrt(np.mean(around[1000:4100] ** 2)) / struck) < -25
        assert decibels(np.sqrt(np.mean(around[9000:] ** 2)) / struck) < -25


def test_hits_come_where_they_belong_between_the_beats_too(stretched: Stretched) -> None:
    # On each beat, and at random places between them.
    between = np.random.default_rng(3).integers(7000, 15_000, 5)
    places = np.sort(np.concatenate([BEAT * np.arange(1, 6), BEAT * np.arange(5) + between]))
    sound = np.zeros(len(TIME))
    sound[places] = 0.8
    (heard,) = stretched([stereo(sound + 0.01 * tone(300))], 1.1)
    late = [
        int(np.argmax(np.abs(heard[place - 900 : place + 900, 0]))) - 900 for place in np.rint(places / 1.1).astype(int)
    ]
    milliseconds = np.abs(late) / SAMPLE_RATE * 1000
    assert np.quantile(milliseconds, 0.95) < 0.5
    assert milliseconds.max() < 1


@pytest.mark.parametrize("shift", [0, -2])
def test_warped_stems_add_up_to_the_warped_mix(shift: int, stretched: Stretched) -> None:
    parts = [stereo(hits(0.25)), stereo(tone(110) + tone(331.7, 0.1))]
    whole = held(stretched([parts[0] + parts[1]], shift=shift)[0])
    error = sum(held(part) for part in stretched(parts, shift=shift)) - whole
    assert decibels(whole.std() / np.std(error)) > 60


def test_what_dies_away_to_next_to_nothing_leaves_no_gap(stretched: Stretched) -> None:
    fading = tone(440) * np.exp(-TIME * 30)
    sound, after = stretched([stereo(fading), stereo(hits(1.0) * (TIME > 2))])
    assert np.isfinite(sound).all()
    assert np.isfinite(after).all()
    assert after[2 * SAMPLE_RATE :].std() > 0.001


def vowel(frequency: float) -> Wave:
    """Return a steady voice with resonances at 700, 1,200 and 2,600 Hz."""
    sound = np.zeros(len(TIME))
    for partial in np.arange(1, 5000 / frequency) * frequency:
        strength = sum(1 / (1 + ((partial - formant) / 90) ** 2) for formant in (700, 1200, 2600))
        sound += (0.02 + strength) * np.sin(2 * np.pi * partial * TIME + partial)
    return 0.1 * sound


def levels(wave: Wave, fundamental: float) -> Wave:
    """Return the levels of the partials up to 3 kHz, dB."""
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave))))
    width = SAMPLE_RATE / len(wave)
    partials = np.arange(fundamental, 3000, fundamental)
    return np.array([20 * np.log10(spectrum[round(p / width) - 6 : round(p / width) + 7].max()) for p in partials])


@pytest.mark.parametrize("shift", [2, 3, -4])
def test_a_voice_keeps_its_formants_when_it_is_asked_to(shift: int, stretched: Stretched) -> None:
    source, ratio = stereo(vowel(150)), 2 ** (shift / 12)
    truth = levels(held(stereo(vowel(150 * ratio))), 150 * ratio)
    kept, plain = (stretched([source], 1.0, shift, [formants])[0] for formants in (True, False))
    away = [np.sqrt(np.mean((levels(held(sound), 150 * ratio) - truth) ** 2)) for sound in (kept, plain)]
    assert away[0] < 4
    assert away[0] < away[1] / 2


def test_formants_are_found_at_every_hop_by_quick_transforms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A transform whose size has a large prime factor takes several times as long."""
    transformed, voice, found = ducc0.fft.dct, vowel(150), []

    def dct(numbers: Wave, kind: int, **options: Any) -> Wave:
        lasts = 2 * (numbers.shape[1] - 1)
        assert lasts in {size, ducc0.fft.good_size(lasts, True)}
        result: Wave = transformed(numbers, kind, **options)
        return result

    monkeypatch.setattr("ducc0.fft.dct", dct)
    for hop in vocoder._HOPS:
        size = 6 * hop
        spectra = np.abs(np.fft.rfft(voice[None, 9000 : 9000 + size] * np.hanning(size))).astype(np.float32)
        gains = formants.formant_gains(spectra**2, 2 ** (2 / 12))
        assert gains.shape == spectra.shape
        bins = np.rint(np.arange(150, 3000, 150) / (SAMPLE_RATE / size)).astype(int)
        found.append(20 * np.log10(gains[0, bins]))
    # The resonances hardly depend on the size.
    assert np.sqrt(np.mean((found - np.median(found, axis=0)) ** 2, axis=1)).max() < 2


def test_formants_are_kept_at_shifts_of_any_cents(stretched: Stretched) -> None:
    source = stereo(vowel(150)[: SAMPLE_RATE // 2])
    for cents in range(-600, 601, 47):
        kept, plain = stretched([source, source], 1.1, cents / 100, [True, False])
        assert kept.shape == plain.shape == (round(BEAT / 1.1), 2)
        assert np.isfinite(kept).all()
        assert abs(decibels(kept.std() / plain.std())) < 6
