"""The settings of a genre training, by the names of the tutorial that it follows."""

from dataclasses import dataclass
from typing import Final

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.training.settings import Course, number, word

CNN1D: Final = "cnn1d"
FCN4: Final = "fcn4"
SAMPLECNN: Final = "samplecnn"

SAMPLECNN_SAMPLES: Final = 3**10
"""The length of SampleCNN's input."""


@dataclass(frozen=True)
class GenreSettings(Course):
    """What is heard, by which network, and how it learns.

    sample_rate (Hz), fft_size, win_size, hop_size (samples), num_mels: of the spectrogram. feature_length: frames heard
    of a song: its first, or the middle of a song of more than a minute; chunk_length: frames judged at a time.
    augment: vary the training songs in every epoch.
    """

    model: str = word(CNN1D, FCN4, SAMPLECNN)
    sample_rate: int = number(22_050, 8000, 44_100)
    fft_size: int = number(1024, 64, 8192)
    win_size: int = number(1024, 64, 8192)
    hop_size: int = number(512, 32, 8192)
    num_mels: int = number(128, 16, 512)
    feature_length: int = number(1024, 64, 100_000)
    chunk_length: int = number(128, 64, 8192)
    batch_size: int = number(128, 1, 65_536)
    momentum: float = number(0.9, 0, 0.999)
    augment: bool = True

    @property
    def samples(self) -> int:
        """How many samples are heard of a song."""
        return self.feature_length * self.hop_size

    @property
    def chunk(self) -> int:
        """The length of what is judged at a time, in rows of the features: frames, SampleCNN's samples."""
        return SAMPLECNN_SAMPLES if self.model == SAMPLECNN else self.chunk_length


def check_settings(settings: GenreSettings) -> GenreSettings:
    """Return `settings`. Raises BadArgument if they contradict each other."""
    if settings.win_size > settings.fft_size:
        raise BadArgument(
            Message("win_size ({win}) can't exceed fft_size ({fft}).", win=settings.win_size, fft=settings.fft_size)
        )
    heard = settings.samples if settings.model == SAMPLECNN else settings.feature_length
    if heard < settings.chunk:
        raise BadArgument(
            Message(
                "feature_length ({length}) is too short: {model} judges {chunk} at a time.",
                length=settings.feature_length,
                model=settings.model,
                chunk=-(-settings.chunk // settings.hop_size) if settings.model == SAMPLECNN else settings.chunk,
            )
        )
    return settings
