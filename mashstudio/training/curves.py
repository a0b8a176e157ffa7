"""A training's curves as one page, and as JSON; rewritten after every epoch.

The page needs nothing else, but plays the samples beside it.
"""

import html
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from mashstudio.core.files import write_text

PAGE: Final = "training.html"
HISTORY: Final = "history.json"
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 640, 200, 56, 12, 24
SAMPLE: Final = "sample-{epoch:05}"
"""A sample that was made after an epoch, without its ending: there are .mid and .mp3."""

_RELOAD: Final = (
    "<script>setInterval(()=>{if([...document.querySelectorAll('audio')].every(each=>each.paused))"
    "location.reload()},5000)</script>"
)
_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:14px system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "svg{width:100%;height:auto}text{font-size:11px;fill:currentColor}.axis{stroke:currentColor;opacity:.25}"
    ".a{fill:none;stroke:#2f7fd6;stroke-width:2}.b{fill:none;stroke:#d9741f;stroke-width:2}"
    "b.a{color:#2f7fd6}b.b{color:#d9741f}audio{height:2rem;vertical-align:middle}"
)


@dataclass(frozen=True)
class Epoch:
    """The figures of an epoch: its learning rate, and losses and accuracies (0–1) by chunk.

    more: other graphs by name, of one or two curves each.
    """

    rate: float
    train_loss: float
    valid_loss: float
    train_accuracy: float
    valid_accuracy: float
    more: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def best_epoch(history: Sequence[Epoch]) -> int:
    """Return the epoch, from 0, with the lowest validation loss: its weights are the ones that are kept."""
    return min(range(len(history)), key=lambda index: history[index].valid_loss)


def write_curves(folder: Path, title: str, history: Sequence[Epoch], *, going_on: bool) -> None:
    """Write the page and the JSON to `folder`. going_on: the page reloads itself every 5 s, unless a sample plays."""
    write_text(folder / HISTORY, json.dumps([figures_of(epoch) for epoch in history], indent=1) + "\n")
    samples = sorted(path.stem for path in folder.glob("sample-*.mp3"))
    write_text(folder / PAGE, page(title, history, samples, going_on=going_on) + "\n")


def figures_of(epoch: Epoch) -> dict[str, Any]:
    """Return an epoch as JSON has it; as keywords they make it again."""
    return {name: value for name, value in asdict(epoch).items() if name != "more" or value}


def page(title: str, history: Sequence[Epoch], samples: Sequence[str] = (), *, going_on: bool) -> str:
    """Return the page. samples: by name, see SAMPLE."""
    best = best_epoch(history)
    state = "training" if going_on else "finished"
    kept = history[best]
    panels = [
        ("Loss", [epoch.train_loss for epoch in history], [epoch.valid_loss for epoch in history]),
        ("Accuracy", [epoch.train_accuracy for epoch in history], [epoch.valid_accuracy for epoch in history]),
        ("Learning rate, log₁₀", [math.log10(epoch.rate) for epoch in history], []),
    ]
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style><h1>{html.escape(title)}</h1>",
        f"<p>{len(history)} epochs, {state}. Kept: epoch {best + 1}, validation loss {kept.valid_loss:.3f},",
        f'accuracy {kept.valid_accuracy:.1%}.</p><p><b class="a">training</b> <b class="b">validation</b></p>',
        *(f"<h2>{name}</h2>{_plot(name, first, second, best)}" for name, first, second in panels),
        *(_more(name, history, best) for name in kept.more),
        _listening(samples),
        f"{_RELOAD if going_on else ''}</html>",
    ]
    return "\n".join(parts)


def _more(name: str, history: Sequence[Epoch], best: int) -> str:
    """Return another graph, and what its curves are."""
    labels = list(history[best].more[name])
    curves = [[epoch.more.get(name, {}).get(label, math.nan) for epoch in history] for label in labels]
    legend = " ".join(f'<b class="{kind}">{html.escape(label)}</b>' for kind, label in zip("ab", labels, strict=False))
    first, second = [*curves, []][:2]
    return f"<h2>{html.escape(name)}</h2><p>{legend}</p>{_plot(name, first, second, best)}"


def _listening(samples: Sequence[str]) -> str:
    """Return players of the samples, the latest first."""
    players = [
        f'<p>Epoch {int(name.rpartition("-")[2])}: <audio controls preload="none" src="{name}.mp3"></audio>'
        f' <a href="{name}.mid">MIDI</a></p>'
        for name in map(html.escape, reversed(samples))
    ]
    return "\n".join(["<h2>Listen</h2>", *players]) if players else ""


def _plot(name: str, first: Sequence[float], second: Sequence[float], best: int) -> str:
    """Return a graph of one or two curves over the epochs."""
    finite = [value for value in (*first, *second) if math.isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    span = high - low or 1.0

    def x(index: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - 8) * index / max(len(first) - 1, 1)

    def y(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - value) / span

    def curve(values: Sequence[float], kind: str) -> str:
        points = " ".join(f"{x(i):.1f},{y(value):.1f}" for i, value in enumerate(values) if math.isfinite(value))
        return f'<polyline class="{kind}" points="{points}"/>' if points else ""

    labels = "".join(
        f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH}" y1="{y(value):.1f}" y2="{y(value):.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.3g}</text>'
        for value in (low, low + span / 2, low + span)
    )
    marks = f'<line class="axis" x1="{x(best):.1f}" x2="{x(best):.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>'
    ends = (
        f'<text x="{_LEFT}" y="{_HEIGHT - 6}">1</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT - 6}" text-anchor="end">{len(first)}</text>'
    )
    label = f'role="img" aria-label="{html.escape(name)} by epoch"'
    curves = curve(first, "a") + curve(second, "b")
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" {label}>{labels}{marks}{ends}{curves}</svg>'
