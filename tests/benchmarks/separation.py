"""Quality, speed and memory of separation.

    PYTHONPATH=.:tests:resources/demo python tests/benchmarks/separation.py [--demucs]

SDR (global, in dB, mean of squares over the whole piece) on stempeg's real excerpt and on rendered songs, against using
the mix itself for every stem; speed and memory on a song of 4 minutes and one of 12, which must need no more memory.
With --demucs, the same for full-size HTDemucs on 30 s: with the real weights if installed, else random ones (then only
speed and memory are meaningful), beside Demucs' own call on the whole song.
"""

import argparse
import importlib.metadata
import json
import tempfile
import time
from pathlib import Path

import av
import numpy as np
from songs import render_song

from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.stems import StemName
from mashstudio.separation.demucs_separator import DemucsSeparator
from mashstudio.separation.models import ModelFiles, ModelStore, NetworkFile, default_models_folder
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.separation.separator import Separator
from mashstudio.separation.spleeter_separator import SpleeterSeparator

Stems = dict[StemName, Samples]
_REAL = (StemName.DRUMS, StemName.BASS, StemName.OTHER, StemName.VOCALS)


def excerpt() -> Stems:
    """Return six seconds of a real song from the package `stempeg`."""
    files = importlib.metadata.files("stempeg") or []
    path = next(str(file.locate()) for file in files if file.name.endswith(".stem.mp4"))
    stems = {}
    for index, stem in enumerate(_REAL, start=1):
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
        with av.open(path) as container:
            pieces = [piece for frame in container.decode(audio=index) for piece in resampler.resample(frame)]
        stems[stem] = np.concatenate([piece.to_ndarray().T for piece in pieces]).astype(np.float32)
    frames = min(map(len, stems.values()))
    return {stem: samples[:frames] for stem, samples in stems.items()}


def sdr(truth: Samples, estimate: Samples) -> float:
    """Return the signal-to-distortion ratio in dB."""
    return float(10 * np.log10(np.sum(truth.astype(np.float64) ** 2) / np.sum((truth - estimate) ** 2.0)))


def timed(separator: Separator, samples_path: Path, folder: Path, *, job: Job) -> tuple[float, float]:
    """Return the seconds and peak private memory (RssAnon, GB; Linux) of the separation. Runs in a child."""
    most = [0.0]

    def watch(_fraction: float, _status: Message) -> None:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        anonymous = next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
        most[0] = max(most[0], anonymous / 1e6)

    started = time.perf_counter()
    separator.separate(samples_path, folder, job=Job(watch))
    return time.perf_counter() - started, most[0]


def own_call(network: Path, sha256: str, samples_path: Path, *, job: Job) -> float:
    """Return the seconds of Demucs' own call on the whole song. Runs in a child."""
    import torch
    from demucs.apply import apply_model

    from mashstudio.separation.demucs_stems import load_network

    started = time.perf_counter()
    mix = torch.from_numpy(np.load(samples_path).T.copy())
    apply_model(load_network(NetworkFile(network, sha256)), mix[None] / mix.std(), shifts=0)
    return time.perf_counter() - started


def tell_quality(separator: Separator, folder: Path) -> None:
    """Print the SDR of every stem."""
    songs = {"stempeg's excerpt": excerpt()}
    for tempo, seed in ((96, 1), (124, 2), (150, 3)):
        songs[f"rendered, {tempo} BPM"] = render_song(tempo=tempo, seconds=24, seed=seed).stems
    for name, stems in songs.items():
        mix = np.sum(list(stems.values()), axis=0)
        np.save(folder / "mix.npy", mix)
        run_in_child(timed, separator, folder / "mix.npy", folder, job=Job(), doing=Message("separating"))
        told = [
            f"{stem} {sdr(stems[stem], np.load(folder / f'{stem}.npy')):5.2f} (mix {sdr(stems[stem], mix):5.2f})"
            for stem in StemName
        ]
        total = np.sum([np.load(folder / f"{stem}.npy") for stem in StemName], axis=0, dtype=np.float64)
        error = 20 * np.log10(np.abs(total - mix).max() / np.abs(mix).max() + 1e-15)
        print(f"{name:22} {'  '.join(told)}  sum {error:.0f} dB")


def tell_cost(separator: Separator, seconds: float, folder: Path) -> float:
    """Print speed and memory on a song of `seconds`."""
    piece = np.sum(list(excerpt().values()), axis=0)
    frames = int(seconds * SAMPLE_RATE)
    np.save(folder / "mix.npy", np.tile(piece, (frames // len(piece) + 1, 1))[:frames])
    took, memory = run_in_child(timed, separator, folder / "mix.npy", folder, job=Job(), doing=Message("separating"))
    print(f"{separator.name}: {seconds:.0f} s in {took:.1f} s ({seconds / took:.1f}×), {memory:.2f} GB of its own")
    return took


def random_htdemucs(folder: Path) -> ModelFiles:
    """Return a full-size htdemucs with random weights."""
    import networks
    import torch
    from demucs.htdemucs import HTDemucs

    published = {"channels": 48, "t_layers": 5, "t_heads": 8, "bottom_channels": 512, "segment": 7.8}
    networks.SMALL = published
    torch.manual_seed(0)
    path = folder / "random.th"
    sha256 = networks.save_checkpoint(HTDemucs(list(networks.FOUR), **published), path)
    return ModelFiles("htdemucs (random weights)", (NetworkFile(path, sha256),))


def main() -> None:
    """Run and print all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demucs", action="store_true")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if parser.parse_args().demucs:
            found = ModelStore(default_models_folder()).find("htdemucs")
            if found is not None:
                tell_quality(
                    choose_separator(SeparatorChoice("demucs", "htdemucs"), ModelStore(default_models_folder())), folder
                )
            files = found or random_htdemucs(folder)
            took = tell_cost(DemucsSeparator(files), 30, folder)
            network = files.networks[0]
            own = run_in_child(
                own_call, network.path, network.sha256, folder / "mix.npy", job=Job(), doing=Message("separating")
            )
            print(json.dumps({"demucs' own call on the whole song, s": round(own, 1), "ratio": round(own / took, 2)}))
            return
        tell_quality(SpleeterSeparator(), folder)
        for seconds in (240, 720):
            tell_cost(SpleeterSeparator(), seconds, folder)


if __name__ == "__main__":
    main()
