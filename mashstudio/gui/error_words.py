"""What can go wrong, as the layers below say it: every sentence that a user can meet in the window, for in_words."""

from typing import Final

from mashstudio.gui.translation import QT_TRANSLATE_NOOP

ERRORS: Final = (
    QT_TRANSLATE_NOOP("Error", "Cancelled."),
    QT_TRANSLATE_NOOP("Error", "Something unexpected went wrong ({reason}). The log file has the details."),
    # Why a song can't be used.
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: It is not a sound file, or it is damaged at its beginning. "
        "Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: It is {kind}, but damaged or of a kind that isn't supported. "
        "Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP("Error", "{name}: It is a MIDI file, which holds notes and no sound. Choose a sound file."),
    QT_TRANSLATE_NOOP("Error", "{name}: It is a tracker module, which holds notes and no sound. Choose a sound file."),
    QT_TRANSLATE_NOOP("Error", "{name}: It is a playlist. Choose one of the songs in it."),
    QT_TRANSLATE_NOOP("Error", "{name}: It is an archive. Unpack it and choose a song in it."),
    QT_TRANSLATE_NOOP("Error", "{name}: It is a picture. Choose a sound file."),
    QT_TRANSLATE_NOOP("Error", "{name}: It is a document. Choose a sound file."),
    QT_TRANSLATE_NOOP("Error", "{name}: It is damaged: only {seconds} s of it can be read. Choose another copy."),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: It is cut off, and what its missing end says is needed to read it. Choose another copy.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: There is no sound in it. Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: It is far too loud to be music, so it is damaged. "
        "Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: It holds samples that are not numbers. Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP("Error", "{name}: It is longer than 3 hours. Cut out the part you want to use."),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: It is shorter than {seconds} seconds. Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name}: It holds nothing but silence. Choose another file, or convert this one to WAV or FLAC first.",
    ),
    QT_TRANSLATE_NOOP("Error", "{name}: It is locked by copy protection (DRM). Choose a copy that isn't."),
    QT_TRANSLATE_NOOP("Error", "{name}: It has {channels} channels; up to 8 can be used. Mix it down to stereo first."),
    QT_TRANSLATE_NOOP("Error", "{name}: Its sample rate is {rate} Hz; 8 to 192 kHz can be used. Convert it first."),
    QT_TRANSLATE_NOOP("Error", "{name}: That is a folder. Choose a sound file in it."),
    QT_TRANSLATE_NOOP("Error", "{name}: That is a device or a pipe. Choose a sound file."),
    QT_TRANSLATE_NOOP("Error", "{name}: The file is empty. Choose another one."),
    QT_TRANSLATE_NOOP("Error", "{name}: There is no such file. Check its name and folder."),
    QT_TRANSLATE_NOOP("Error", "{name}: It can't be read: {reason}. Check that you may open it."),
    QT_TRANSLATE_NOOP("Error", "{name}: The file has changed since it was opened. Open it again."),
    QT_TRANSLATE_NOOP("Error", "{name}: It can't be decoded ({reason}) Choose another file, or convert it first."),
    QT_TRANSLATE_NOOP("Error", "This song is on the other deck already; a mashup needs two different ones."),
    QT_TRANSLATE_NOOP("Error", "Both files are the same song; a mashup needs two different ones."),
    # Why a file can't be written.
    QT_TRANSLATE_NOOP(
        "Error", "Can't write {path}: the disk at {disk} is full; free some space on it or choose another folder."
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "Can't write {path}: the disk at {disk} is full ({missing} more are needed); free some space on it or choose "
        "another folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "Can't write {path}: your quota on the disk at {disk} is used up; free some space or choose another folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "Can't write {path}: the file is larger than the disk at {disk} or your limit allows; choose another folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Error", "Can't write {path}: the disk at {disk} reports an error; check it, or choose another folder."
    ),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: the disk at {disk} is read-only; choose another folder."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: you may not write there; choose another folder."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: its folder doesn't exist; create it or choose another."),
    QT_TRANSLATE_NOOP(
        "Error", "Can't write {path}: a file with the name of its folder is in the way; choose another folder."
    ),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: that is a folder; add a file name."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: that is a folder or a device; choose another name."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: the name is too long; choose a shorter one."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: the file there is read-only; choose another name."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: the disk refuses that name; choose a plainer one."),
    QT_TRANSLATE_NOOP(
        "Error", "Can't write {path}: the disk fails or isn't there any more; check it, or choose another folder."
    ),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: another program is using it; close that, or choose another name."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: it is a link that leads nowhere; choose another name."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: that is {source}, which it is made from; choose another name."),
    QT_TRANSLATE_NOOP("Error", "Can't write both {one} and {other}: they are the same file; choose another name."),
    QT_TRANSLATE_NOOP("Error", "Can't write {path}: {reason}."),
    QT_TRANSLATE_NOOP("Error", "Can't read {path}: {reason}. Check that you may open it."),
    QT_TRANSLATE_NOOP("Error", "Can't tell the format of {name}: end its name in .wav, .flac, .mp3 or .ogg."),
    QT_TRANSLATE_NOOP("Error", "Can't keep models in {folder}: there is a file of that name."),
    QT_TRANSLATE_NOOP("Error", "The mended grid is in this project, but can't be kept for others. {reason}"),
    # What is wrong with the cache.
    QT_TRANSLATE_NOOP("Error", "{reason} The cache folder is set in the preferences, or by MASHSTUDIO_CACHE."),
    QT_TRANSLATE_NOOP(
        "Error",
        "Can't keep anything in {folder}: another program keeps emptying it. Choose another cache folder.",
    ),
    QT_TRANSLATE_NOOP("Error", "The cache folder {folder} isn't used: {reason}"),
    QT_TRANSLATE_NOOP("Error", "others can write to it. Make it yours alone or choose another cache folder."),
    QT_TRANSLATE_NOOP("Error", "it belongs to somebody else. Choose another cache folder."),
    QT_TRANSLATE_NOOP("Error", "{name} in it is a link. Remove it or choose another cache folder."),
    # Who has a project open.
    QT_TRANSLATE_NOOP(
        "Error", "{name} is open in {reason}. Look at it here, and save what you change under another name."
    ),
    QT_TRANSLATE_NOOP("Error", "another window"),
    QT_TRANSLATE_NOOP("Error", "another MashStudio"),
    QT_TRANSLATE_NOOP("Error", "another MashStudio (process {number})"),
    QT_TRANSLATE_NOOP("Error", "MashStudio on {host} (process {number})"),
    # Why a project can't be opened.
    QT_TRANSLATE_NOOP("Error", "{name} is not a MashStudio project."),
    QT_TRANSLATE_NOOP("Error", "{name} is not a MashStudio project: it is a folder or a device."),
    QT_TRANSLATE_NOOP("Error", "{name} is not a MashStudio project: it is far too large."),
    QT_TRANSLATE_NOOP("Error", "{name} is not a MashStudio project, or it is damaged. {advice}"),
    QT_TRANSLATE_NOOP("Error", "{name} was made by a newer MashStudio. Update MashStudio to open it."),
    QT_TRANSLATE_NOOP("Error", "{name} is damaged (it has no {field}). {advice}"),
    QT_TRANSLATE_NOOP("Error", "{name} is damaged ({details}). {advice}"),
    QT_TRANSLATE_NOOP("Error", "{name} can't be read: {details}."),
    QT_TRANSLATE_NOOP("Error", "There is no project {path}; check the name."),
    QT_TRANSLATE_NOOP("Error", "{name} is no longer in {folder}."),
    QT_TRANSLATE_NOOP("Error", "The version before it is kept as {kept}."),
    QT_TRANSLATE_NOOP("Error", "Open a copy of it if you have one."),
    QT_TRANSLATE_NOOP(
        "Error",
        "{path} is no longer the file from which this project was made (“{title}”): it has changed. "
        "Put the original into {folder}, then try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "The song “{title}” is no longer at {path}, and none of the files beside the project is it. "
        "Put it into {folder}, then try again.",
    ),
    # What can't be done to a mashup.
    QT_TRANSLATE_NOOP("Error", "There is nothing to save yet: a mashup begins when both songs are analysed."),
    QT_TRANSLATE_NOOP("Error", "There is nothing to export yet: a mashup begins when both songs are analysed."),
    QT_TRANSLATE_NOOP("Error", "Nothing is switched on in this mashup: choose some stems on some beats first."),
    QT_TRANSLATE_NOOP(
        "Error", "Nothing is switched on on the selected beats: select others, or export the whole mashup."
    ),
    QT_TRANSLATE_NOOP("Error", "Nothing of this mashup can be heard: every lane that plays something is muted."),
    QT_TRANSLATE_NOOP("Error", "The soloed lanes play nothing that could be heard: solo others, or none."),
    QT_TRANSLATE_NOOP("Error", "No song has a beat {beat}; choose one that it has."),
    QT_TRANSLATE_NOOP("Error", "What was copied has {copied} lanes; select as many to paste it ({selected} are)."),
    QT_TRANSLATE_NOOP("Error", "That would begin before the first beat; choose a later one."),
    QT_TRANSLATE_NOOP("Error", "A mashup of {beats} beats can't be made; it may have up to {most}."),
    QT_TRANSLATE_NOOP("Error", "The mashup has {beats} beats; there is no beat {beat}."),
    QT_TRANSLATE_NOOP("Error", "The song has {beats} beats; moved by {offset}, none of it would be left."),
    QT_TRANSLATE_NOOP("Error", "A tempo of {tempo} BPM can't be used; choose one from {lowest} to {highest}."),
    QT_TRANSLATE_NOOP("Error", "A tempo of {tempo} BPM can't be used: choose one from {lowest} to {highest}."),
    # What can't be done to a song's grid.
    QT_TRANSLATE_NOOP("Error", "Tap at least {number} beats in a row."),
    QT_TRANSLATE_NOOP("Error", "Tap the beats in the order in which they sound."),
    QT_TRANSLATE_NOOP("Error", "That would be {tempo} BPM; a song's tempo lies between {lowest} and {highest}."),
    QT_TRANSLATE_NOOP("Error", "The song is too short for so slow a tempo."),
    QT_TRANSLATE_NOOP("Error", "That would move the beats out of the song."),
    QT_TRANSLATE_NOOP("Error", "That would put the beats where no song has them."),
    QT_TRANSLATE_NOOP(
        "Error", "At {tempo} BPM beats are too short to be heard: choose another tempo, or mend the songs' beats."
    ),
    QT_TRANSLATE_NOOP("Error", "A song of {beats} beats can't be used: it may have up to {most}. Mend its beats."),
    # What is wrong with the separators and their models.
    QT_TRANSLATE_NOOP(
        "Error",
        "Demucs' model {name} is not on this computer. With a network: mashstudio models get {name}. "
        "Without one: mashstudio models import FILE, or choose the built-in separator.",
    ),
    QT_TRANSLATE_NOOP("Error", "The model {path} is damaged or not Demucs'. Remove it and get it again."),
    QT_TRANSLATE_NOOP(
        "Error", "The separation model is damaged: it gives no usable sound. Remove it and get it again."
    ),
    QT_TRANSLATE_NOOP(
        "Error", "The built-in separator's weights are missing. Delete .venv and run packaging/run.sh again."
    ),
    QT_TRANSLATE_NOOP(
        "Error", "The built-in separator's weights are damaged. Delete .venv and run packaging/run.sh again."
    ),
    QT_TRANSLATE_NOOP("Error", "The download of {what} was cut off; start it again and it goes on from there."),
    QT_TRANSLATE_NOOP("Error", "What was downloaded is not {what}: its checksum is wrong. Try again later."),
    QT_TRANSLATE_NOOP(
        "Error",
        "{what} can't be downloaded ({details}). Check the network and try again, or get {url} on another computer "
        "and use “mashstudio models import FILE”.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "{name} is none of the files that are needed, or it is damaged. They are {files}, or the same as "
        "SIGNATURE.safetensors.",
    ),
    QT_TRANSLATE_NOOP("Error", "There is no file {path}; check its name."),
    QT_TRANSLATE_NOOP("Error", "There is nothing of {name} in {folder}."),
    QT_TRANSLATE_NOOP(
        "Error", "There is nothing of {name} in {folder}; it lies in {other}, which isn't ours to clear."
    ),
    # What is wrong with this computer.
    QT_TRANSLATE_NOOP(
        "Error",
        "The rubberband program isn't installed. Install it (Debian, Ubuntu: sudo apt-get install rubberband-cli; "
        "Mac: brew install rubberband), then try again.",
    ),
    QT_TRANSLATE_NOOP("Error", "Gave up after {seconds} seconds while {doing}."),
    QT_TRANSLATE_NOOP("Error", "The work ended abruptly while {doing} (code {code})."),
    QT_TRANSLATE_NOOP(
        "Error", "A disk failed while {doing}: it is full or broken. Free some space or check it, then go on."
    ),
    QT_TRANSLATE_NOOP("Error", "Something unexpected went wrong while {doing}: {details}"),
    QT_TRANSLATE_NOOP(
        "Error",
        "The system ended the work while {doing}, most likely for want of memory. Close other programs.",
    ),
    QT_TRANSLATE_NOOP(
        "Error", "PortAudio is missing. Install it (sudo apt-get install libportaudio2), then start again."
    ),
    QT_TRANSLATE_NOOP("Error", "the audio process ended (code {code})"),
    QT_TRANSLATE_NOOP("Error", "the audio process can't be started ({details})."),
    # What was being done then; these follow “while”.
    QT_TRANSLATE_NOOP("Error", "reading {name}"),
    QT_TRANSLATE_NOOP("Error", "analysing {name}"),
    QT_TRANSLATE_NOOP("Error", "separating {name}"),
    QT_TRANSLATE_NOOP("Error", "fitting {name} to the grid"),
    QT_TRANSLATE_NOOP("Error", "drawing the spectrogram"),
    QT_TRANSLATE_NOOP("Error", "looking at this computer"),
    QT_TRANSLATE_NOOP("Error", "measuring the mix"),
    QT_TRANSLATE_NOOP("Error", "writing {name}"),
    QT_TRANSLATE_NOOP("Error", "downloading {name}"),
)
