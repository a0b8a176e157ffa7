"""Selecting lanes of a plan."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from mashstudio.model.plan import Plan


def sounding_lanes(plan: Plan) -> list[int]:
    """Return the lanes that have runs."""
    return [lane for lane in range(plan.lanes) if plan.lane_runs[lane] < plan.lane_runs[lane + 1]]


def only_lanes(plan: Plan, lanes: Collection[int]) -> Plan:
    """Return `plan` with every lane but `lanes` silent."""
    counts = np.diff(plan.lane_runs)
    wanted = np.isin(np.arange(plan.lanes), list(lanes))
    kept = np.repeat(wanted, counts)
    return replace(
        plan,
        start=plan.start[kept],
        end=plan.end[kept],
        source=plan.source[kept],
        step=plan.step[kept],
        stem=plan.stem[kept],
        fade_in=plan.fade_in[kept],
        fade_out=plan.fade_out[kept],
        linear_in=plan.linear_in[kept],
        linear_out=plan.linear_out[kept],
        gain=plan.gain[kept],
        lane_runs=np.concatenate([[0], np.cumsum(np.where(wanted, counts, 0))]).astype(np.int64),
    )
