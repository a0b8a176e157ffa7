"""The master gain, one rule for playback and export.

It belongs to the document, not to the momentary mute and solo: it is measured with every lane at its own level, so that
muting or soloing a lane leaves the others' level unchanged. Unless peaks are limited, it is lowered if muting lanes
whose peaks cancelled others' would take the rest above −1 dBTP.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mashstudio.audio.loudness import SILENCE, Loudness, MasterGain, master_gain
from mashstudio.audio.songs import load_samples
from mashstudio.core.jobs import Job
from mashstudio.core.units import Decibels
from mashstudio.export.mix import measure_mix
from mashstudio.model.alignment import Alignment
from mashstudio.model.mashup import Lane, Mashup, heard_lanes
from mashstudio.model.plan import Plan
from mashstudio.render.compile import compile_plan
from mashstudio.render.lanes import only_lanes, sounding_lanes

Lanes = tuple[int, ...]
"""Indices of lanes to mix that play anything, in order."""


def whole_plan(mashup: Mashup, alignment: Alignment) -> Plan:
    """Compile the mashup without mute and solo, at master gain 1."""
    lanes = tuple(replace(lane, mute=False, solo=False) for lane in mashup.lanes)
    return compile_plan(replace(mashup, lanes=lanes), alignment)


def written_lanes(whole: Plan, lanes: Sequence[Lane], *, solo: bool = False) -> Lanes:
    """Return the lanes of `whole` that play and aren't muted. solo: only the soloed ones, if any are."""
    heard = heard_lanes(lanes, solo=solo)
    return tuple(lane for lane in sounding_lanes(whole) if lane in heard)


def measure_lanes(
    whole: Plan, wanted: Iterable[Lanes], files: Sequence[Path | None], *, job: Job
) -> dict[Lanes, Loudness]:
    """Return the loudness of the mix of each of `wanted` without master gain. files: each lane's samples (.npy)."""
    stems = [None if file is None else load_samples(file) for file in files]
    different = list(dict.fromkeys(wanted))
    measured: dict[Lanes, Loudness] = {}
    for index, lanes in enumerate(different):
        part = job.part(index / len(different), (index + 1) / len(different))
        # Silence needs no measuring.
        measured[lanes] = measure_mix(only_lanes(whole, lanes), stems, job=part) if lanes else SILENCE
    return measured


def document_gain(
    every: Lanes, heard: Iterable[Lanes], measured: Mapping[Lanes, Loudness], target: Decibels | None
) -> MasterGain:
    """Return the master gain for `target` LUFS (None: only limit the peaks).

    every: all lanes that play anything. heard: the mixes that must stay below −1 dBTP.
    """
    if measured[every].limited:
        return master_gain(measured[every], target)
    peak = max(measured[lanes].true_peak for lanes in (every, *heard))
    return master_gain(replace(measured[every], true_peak=peak), target)
