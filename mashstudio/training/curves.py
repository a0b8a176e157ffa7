"""A training's curves as one page that needs nothing else, and as JSON; rewritten after every epoch."""

import html
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.files import write_text

PAGE: Final = "training.html"
HISTORY: Final = "history.json"
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 640, 200, 56, 12, 24
_RELOAD: Final = '<meta http-equiv="refresh" content="5">'
_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:14px system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "svg{width:100%;height:auto}text{font-size:11px;fill:currentColor}.axis{stroke:currentColor;opacity:.25}"
    ".a{fill:none;stroke:#2f7fd6;stroke-width:2}.b{fill:none;stroke:#d9741f;stroke-width:2}"
    "b.a{color:#2f7fd6}b.b{color:#d9741f}"
)


@dataclass(frozen=True)
class Epoch:
    """The figures of an epoch: its learning rate, and losses and accuracies (0–1) by chunk."""

    rate: float
    train_loss: float
    valid_loss: float
    train_accuracy: float
    valid_accuracy: float


def best_epoch(history: Sequence[Epoch]) -> int:
    """Return the epoch, from 0, with the lowest validation loss: its weights are the ones that are kept."""
    return min(range(len(history)), key=lambda index: history[index].valid_loss)


def write_curves(folder: Path, title: str, history: Sequence[Epoch], *, going_on: bool) -> None:
    """Write the page and the JSON to `folder`. going_on: the page reloads itself every 5 s."""
    write_text(folder / HISTORY, json.dumps([asdict(epoch) for epoch in history], indent=1) + "\n")
    write_text(folder / PAGE, page(title, history, going_on=going_on) + "\n")


def page(title: str, history: Sequence[Epoch], *, going_on: bool) -> str:
    """Return the page."""
    best = best_epoch(history)
    state = "training" if going_on else "finished"
    kept = history[best]
    panels = [
        ("Loss", [epoch.train_loss for epoch in history], [epoch.valid_loss for epoch in history]),
        ("Accuracy", [epoch.train_accuracy for epoch in history], [epoch.valid_accuracy for epoch in history]),
        ("Learning rate, log₁₀", [math.log10(epoch.rate) for epoch in history], []),
    ]
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8">{_RELOAD if going_on else ""}',
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style><h1>{html.escape(title)}</h1>",
        f"<p>{len(history)} epochs, {state}. Kept: epoch {best + 1}, validation loss {kept.valid_loss:.3f},",
        f'accuracy {kept.valid_accuracy:.1%}.</p><p><b class="a">training</b> <b class="b">validation</b></p>',
        *(f"<h2>{name}</h2>{_plot(name, first, second, best)}" for name, first, second in panels),
        "</html>",
    ]
    return "\n".join(parts)


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
