"""The `mashstudio library` commands: their arguments, and what they print."""

import argparse
from collections.abc import Callable, Sequence, Sized
from pathlib import Path
from typing import TYPE_CHECKING

from mashstudio.cli.terminal import clock, print_json
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import shown
from mashstudio.separation.registry import AUTO, CHOICES, SeparatorChoice

if TYPE_CHECKING:
    from mashstudio.core.jobs import Job
    from mashstudio.library.facts import Listed
    from mashstudio.pipeline.scanning import Scanned

_ORDERS = ("title", "artist", "length", "tempo", "key", "energy", "genre", "tags", "used")
_SONG_HELP = "a file, which is added if it isn't in the library, or words that only one song of the library has"


def add_library(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add what `library` does to its parser. common: the options that every command has."""
    actions = command.add_subparsers(metavar="ACTION", required=True)

    def action(name: str, run: Callable[..., None], help_text: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, parents=[common], help=help_text)
        made.add_argument("--json", action="store_true", help="print only JSON to standard output")
        made.set_defaults(run=run)
        return made

    sub = action("add", add, "add folders and songs; without any, look through the library's folders again")
    sub.add_argument("paths", nargs="*", type=Path, metavar="FOLDER", help="a folder or song")
    sub = action("list", list_songs, "list songs")
    _add_query(sub)
    sub.add_argument("--unreadable", action="store_true", help="list the files that can't be used, and why")
    sub.add_argument("--playlists", action="store_true", help="list the playlists")
    sub = action("similar", similar, "list songs by how alike they sound to one")
    sub.add_argument("song", metavar="SONG", help=_SONG_HELP)
    _add_most(sub)
    sub = action("partners", partners, "list songs by how well they fit the given ones")
    sub.add_argument("songs", nargs="+", metavar="SONG", help=_SONG_HELP)
    stems_help = "separate the given songs, so that songs whose stems were heard before are compared by sections"
    sub.add_argument("--stems", action="store_true", help=stems_help)
    sub.add_argument("--separator", choices=CHOICES, default=AUTO, help="stem separator (default: the best installed)")
    sub.add_argument("--model", metavar="NAME", help="Demucs model (see `mashstudio models`)")
    _add_most(sub)
    sub = action("order", order, "put songs in an order in which each leads to the next, by key, tempo and energy")
    sub.add_argument("songs", nargs="+", metavar="SONG", help=_SONG_HELP)
    sub = action("export", export, "write songs as a playlist: .m3u8, .xml (rekordbox, with beat grids) or .csv")
    sub.add_argument("out", type=Path, metavar="FILE")
    _add_query(sub)
    sub.add_argument("--force", action="store_true", help="replace an existing file (never songs)")
    sub = action("import", import_file, "add the songs of playlists: .m3u, .m3u8, .pls, .xml (rekordbox) or .csv")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
    sub = action("remove", remove, "take songs, folders or a playlist out of the library; the files stay")
    what = sub.add_mutually_exclusive_group(required=True)
    what.add_argument("paths", nargs="*", default=[], type=Path, metavar="PATH")
    what.add_argument("--playlist", metavar="NAME", help="this playlist; its songs stay")


def _add_query(command: argparse.ArgumentParser) -> None:
    command.add_argument("words", nargs="*", metavar="WORD", help="in title, artist, tags or file name")
    command.add_argument("--sort", choices=_ORDERS, help="order (default: artist, or the playlist's own)")
    command.add_argument("--reverse", action="store_true", help="backwards")
    command.add_argument("--tempo", metavar="BPM±%", help="tempo, also half or double, like 120±5%% (default: ±5%%)")
    command.add_argument("--key", metavar="KEY±N", help="key and how far on the Camelot wheel, like 8A±1 or “A minor”")
    command.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag that applies; repeatable")
    command.add_argument("--genre", default="", metavar="GENRE", help="a genre, as your own model judges")
    command.add_argument("--playlist", metavar="NAME", help="only the songs of this playlist")


def _add_most(command: argparse.ArgumentParser) -> None:
    command.add_argument("--most", type=_count, default=20, metavar="N", help="list N songs at most (default: 20)")


def _count(text: str) -> int:
    """Parse a number of songs. Raises argparse's error for anything else."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 on")
    return int(text)


def add(options: argparse.Namespace, job: "Job") -> None:
    """Add folders and songs."""
    from mashstudio.pipeline.library_commands import add

    scanned = add(options.paths, job=job)
    options.progress.clear()
    _tell_errors(options, scanned)
    if options.json:
        print_json({name: getattr(scanned, name) for name in ("songs", "new", "unreadable", "gone", "more")})
        return
    gone = f"; {scanned.gone} gone" if scanned.gone else ""
    print(f"{_songs(scanned.songs)}, {scanned.new} new or changed{gone}.")
    _print_unreadable(scanned)
    if scanned.more:
        print("There are more songs than a library takes.")


def _tell_errors(options: argparse.Namespace, scanned: "Scanned") -> None:
    for error in scanned.errors:
        options.progress.tell(error)


def _print_unreadable(scanned: "Scanned") -> None:
    if scanned.unreadable:
        print(f"{scanned.unreadable} can't be used: see mashstudio library list --unreadable")


def list_songs(options: argparse.Namespace, _job: "Job") -> None:
    """List songs, files that can't be used, or playlists."""
    from mashstudio.pipeline.library_commands import song_to_json
    from mashstudio.pipeline.scanning import user_library

    if options.unreadable:
        files = user_library().unreadable()
        if options.json:
            print_json([{"path": str(file.path), "reason": str(file.reason)} for file in files])
        else:
            for file in files:
                print(f"{shown(file.path)}: {file.reason}")
        _tell_none(options, files, Message("Every file can be used."))
    elif options.playlists:
        playlists = user_library().playlists()
        if options.json:
            print_json({name: list(map(str, paths)) for name, paths in playlists.items()})
        else:
            for name, paths in playlists.items():
                print(f"{name}: {_songs(len(paths))}")
        _tell_none(options, playlists, Message("There are no playlists: mashstudio library import FILE adds some."))
    else:
        songs = queried(options)
        if options.json:
            print_json([song_to_json(song) for song in songs])
        else:
            print_songs(songs)
        empty = Message("The library is empty: mashstudio library add FOLDER adds songs.")
        _tell_none(options, songs, Message("No songs match.") if _asks(options) else empty)


def _asks(options: argparse.Namespace) -> bool:
    """Return True if the options of `_add_query` leave out songs."""
    return any((options.words, options.tempo, options.key, options.tag, options.playlist))


def _tell_none(options: argparse.Namespace, found: Sized, sentence: Message) -> None:
    """Say on standard error that nothing was found, if so; an empty list in JSON says it itself."""
    if not found and not options.json:
        options.progress.tell(sentence)


def queried(options: argparse.Namespace) -> "list[Listed]":
    """Return the songs that the options of `_add_query` ask for."""
    from mashstudio.library.search import KeyRange, Query, TempoRange
    from mashstudio.pipeline.library_commands import listed

    query = Query(
        words=" ".join(options.words),
        tempo=TempoRange.parse(options.tempo) if options.tempo else None,
        key=KeyRange.parse(options.key) if options.key else None,
        tags=tuple(options.tag),
        genre=options.genre,
    )
    return listed(query, options.sort, backwards=options.reverse, playlist=options.playlist)


def similar(options: argparse.Namespace, job: "Job") -> None:
    """List songs by how alike they sound."""
    from mashstudio.pipeline.library_commands import similar_songs, song_to_json

    found = similar_songs(options.song, job=job)[: options.most]
    options.progress.clear()
    if options.json:
        print_json([song_to_json(song) | {"alike": round(alike, 2)} for song, alike in found])
    else:
        print_songs([song for song, _ in found], [f"{alike:.2f}" for _, alike in found])


def partners(options: argparse.Namespace, job: "Job") -> None:
    """List songs by how well they fit."""
    from mashstudio.pipeline.library_commands import partner_to_json, partners_of

    choice = SeparatorChoice(options.separator, options.model)
    songs, found = partners_of(options.songs, choice, with_stems=options.stems, job=job)
    options.progress.clear()
    if options.json:
        print_json([partner_to_json(partner, rank) for rank, partner in enumerate(found[: options.most], 1)])
        return
    print(f"For {' and '.join(song.facts.title for song in songs)}:")
    marks = [f"by stems, {each.pairs[0].fit}:" if each.pairs else "by mix:" for each in found[: options.most]]
    print_songs([each.song for each in found[: options.most]], marks)


def order(options: argparse.Namespace, job: "Job") -> None:
    """Put songs in order."""
    from mashstudio.pipeline.library_commands import ordered, song_to_json

    songs = ordered(options.songs, job=job)
    options.progress.clear()
    if options.json:
        print_json([song_to_json(song) for song in songs])
    else:
        print_songs(songs)


def export(options: argparse.Namespace, _job: "Job") -> None:
    """Write songs as a playlist."""
    from mashstudio.pipeline.library_lists import export_playlist
    from mashstudio.pipeline.scanning import user_library

    songs = queried(options)
    export_playlist(user_library(), songs, options.out, replace=options.force)
    if options.json:
        print_json({"written": str(options.out), "songs": len(songs)})
    else:
        print(f"Written: {shown(options.out)} ({_songs(len(songs))})")


def import_file(options: argparse.Namespace, job: "Job") -> None:
    """Add the songs of playlists."""
    from mashstudio.pipeline.library_commands import import_all

    read = import_all(options.files, job=job)
    options.progress.clear()
    for each in read:
        _tell_errors(options, each.scanned)
    if options.json:
        print_json([{"playlists": each.names, "missing": each.missing, "songs": each.scanned.songs} for each in read])
        return
    for each in read:
        print(f"{', '.join(each.names)}: {_songs(each.scanned.songs)}, {each.scanned.new} new or changed")
        if each.missing:
            print(f"  not found: {_songs(each.missing)}")
        _print_unreadable(each.scanned)


def remove(options: argparse.Namespace, _job: "Job") -> None:
    """Take songs and folders, or a playlist, out of the library."""
    from mashstudio.pipeline.library_commands import remove, remove_playlist

    if options.playlist is not None:
        remove_playlist(options.playlist)
        if options.json:
            print_json({"removed": options.playlist})
        else:
            print(f"Removed from the library, songs untouched: {options.playlist}")
        return
    removed = remove(options.paths)
    if options.json:
        print_json({"removed": removed})
    else:
        print(f"Removed from the library, files untouched: {_songs(removed)}")


def _songs(count: int) -> str:
    return "1 song" if count == 1 else f"{count} songs"


def print_songs(songs: "Sequence[Listed]", before: Sequence[str] = ()) -> None:
    """Print a line for each song. before: what its line begins with."""
    for index, song in enumerate(songs):
        facts = song.facts
        name = f"{facts.artist} – {facts.title}" if facts.artist else facts.title
        tags = ", ".join(list(facts.tags)[:3])
        figures = [
            f"{facts.tempo:.1f} BPM",
            f"{facts.key} ({facts.key.camelot})",
            f"energy {facts.energy}",
            clock(facts.duration),
            facts.genre,
            tags,
        ]
        line = f"{name}: {', '.join(filter(None, figures))}"
        print(f"{before[index]}  {line}" if before else line)
