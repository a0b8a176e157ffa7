"""Export of trained models: for other people's MashStudio, and as ONNX for other programs."""

from collections.abc import Sequence
from pathlib import Path

from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.pipeline.beat_judging import beat_settings
from mashstudio.pipeline.learning import genre_settings
from mashstudio.training.model_folder import ACCOMPANIMENT, BEATS, export_model, read_model


def export_with_onnx(folder: Path, out: Path, *, job: Job) -> list[Path]:
    """Copy what makes up the model in `folder` to the new folder `out`, and add it as ONNX; return the files written.

    Models that write accompaniments have no ONNX: they are of use with the band's own way of writing only.

    Raises ModelError, StorageError, or BadArgument if `out` exists.
    """
    model = read_model(folder)

    def add(copy: Path) -> Sequence[str]:
        if model.kind == ACCOMPANIMENT:
            return []
        from mashstudio.training import onnx_files

        doing = Message("writing {name}", name=onnx_files.ONNX)
        if model.kind == BEATS:
            run_in_child(onnx_files.write_beats, beat_settings(model), copy, job=job, doing=doing)
        else:
            arguments = (genre_settings(model), len(model.genres), copy)
            run_in_child(onnx_files.write_genre, *arguments, job=job, doing=doing)
        return [onnx_files.ONNX]

    return export_model(folder, out, add)
