"""Writing the mix to files: the player's kernel, then only quantising and encoding."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from mashstudio.audio.encode import AudioFormat, Tags, write_audio
from mashstudio.audio.loudness import Loudness, LoudnessMeter
from mashstudio.core.files import explain_storage, free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.export.limited import LimitedMeter
from mashstudio.model.plan import Plan
from mashstudio.render.lanes import only_lanes, sounding_lanes
from mashstudio.render.renderer import Renderer


def measure_mix(plan: Plan, stems: Sequence[Samples | None], *, job: Job) -> Loudness:
    """Return the loudness of the whole mix rendered from `plan`; of a limited one before it is limited, and limited."""
    meter, start = LimitedMeter() if plan.limited else LoudnessMeter(), 0
    for block in _blocks(Renderer(replace(plan, limited=False), stems), stems):
        job.report(start / plan.frames, Message("Measuring the mix"))
        meter.add(block)
        start += len(block)
    return meter.result()


def export_mix(
    plan: Plan, stems: Sequence[Samples | None], path: Path, audio_format: AudioFormat, tags: Tags, *, job: Job
) -> None:
    """Write the mix to `path` atomically. Raises StorageError if it can't be written."""
    write_audio(path, _blocks(Renderer(plan, stems), stems), plan.frames, audio_format, tags, job=job)


def _blocks(renderer: Renderer, stems: Sequence[Samples | None]) -> Iterator[Samples]:
    """Yield the mix in blocks, mixing the next one meanwhile, and release the stems' mapped memory in between."""
    blocks = renderer.blocks()
    with ThreadPoolExecutor(1) as mixer:
        coming = mixer.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            free_pages(*(stem for stem in stems if stem is not None))
            coming = mixer.submit(next, blocks, None)
            yield block


def export_stems(
    plan: Plan,
    mix: Plan,
    stems: Sequence[Samples | None],
    names: Sequence[str],
    folder: Path,
    audio_format: AudioFormat,
    *,
    job: Job,
) -> list[Path]:
    """Write every sounding lane of `plan` to a file in `folder`, named by `names` (one per lane); return their paths.

    The files are as long as the mix. Those of the lanes of `mix` add up to it: where it is limited, its gain is
    theirs, too.
    """
    with explain_storage(folder):
        folder.mkdir(parents=True, exist_ok=True)
    sounding = sounding_lanes(plan)
    written = []
    for index, lane in enumerate(sounding):
        path = folder / f"{names[lane]}.{audio_format.container}"
        part = job.part(index / len(sounding), (index + 1) / len(sounding))
        led = Renderer(mix, stems) if mix.limited else None
        alone = Renderer(only_lanes(plan, (lane,)), stems, led)
        tags = Tags(title=names[lane])
        write_audio(path, _blocks(alone, stems), plan.frames, audio_format, tags, job=part)
        written.append(path)
    return written
