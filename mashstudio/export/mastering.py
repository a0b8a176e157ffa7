"""The master gain: one rule for what is played and for what is written.

It belongs to the document, never to what is listened to for a moment. It is measured with every lane at its own level,
muted or not, soloed or not, so that a lane that is muted or soloed leaves all others exactly as they were. One thing
only may lower it: when lanes are muted whose peaks had cancelled others', what is left must still keep to −1 dBTP.
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
"""Lanes that are mixed, in order; of those, only such as play anything."""


def whole_plan(mashup: Mashup, alignment: Alignment) -> Plan:
    """The mashup compiled with every lane heard, its master gain 1."""
    lanes = tuple(replace(lane, mute=False, solo=False) for lane in mashup.lanes)
    return compile_plan(replace(mashup, lanes=lanes), alignment)


def written_lanes(whole: Plan, lanes: Sequence[Lane], *, solo: bool = False) -> Lanes:
    """The lanes of `whole` that its document has heard. solo: only those that are soloed, while there are any."""
    heard = heard_lanes(lanes, solo=solo)
    return tuple(lane for lane in sounding_lanes(whole) if lane in heard)


def measure_lanes(
    whole: Plan, wanted: Iterable[Lanes], files: Sequence[Path | None], *, job: Job
) -> dict[Lanes, Loudness]:
    """How loud each mix of `wanted` lanes is without a master gain. files: every lane's samples (.npy)."""
    stems = [None if file is None else load_samples(file) for file in files]
    different = list(dict.fromkeys(wanted))
    measured: dict[Lanes, Loudness] = {}
    for index, lanes in enumerate(different):
        part = job.part(index / len(different), (index + 1) / len(different))
        # A silent one takes no time.
        measured[lanes] = measure_mix(only_lanes(whole, lanes), stems, job=part) if lanes else SILENCE
    return measured


def document_gain(
    every: Lanes, heard: Iterable[Lanes], measured: Mapping[Lanes, Loudness], target: Decibels | None
) -> MasterGain:
    """The master gain for `target` LUFS (None: only the peaks are held).

    every: all lanes that play anything. heard: the mixes that must keep to −1 dBTP.
    """
    peak = max(measured[lanes].true_peak for lanes in (every, *heard))
    return master_gain(replace(measured[every], true_peak=peak), target)
