"""How the studio and its player speak: lines of JSON over the player's standard input and output, and shared memory.

To the player (`do`): `open` a device, `program` (what is to be heard lies in a slot), `roll`, `seek`, `gain`,
`metronome`. From it (`tell`): `opened`, `failed`, `lost` (devices), `taken` (programs before it are played no more),
`ended`, `unreadable` (a stem's file). Rolls are numbered: `failed`, `lost` and `ended` say which was the last before
them, for there may be newer ones on their way. A lock is needed by neither: what one writes, the other only reads.
When its standard input ends, so does the player: that is how it learns that the studio is gone.
"""

from typing import Any, Final

from mashstudio.engine.plan_slots import SLOT_BYTES
from mashstudio.engine.status import STATUS_BYTES

Packet = dict[str, Any]

_PAGE = 1 << 16
_STATUS = -(-STATUS_BYTES // _PAGE) * _PAGE
_SLOT = -(-SLOT_BYTES // _PAGE) * _PAGE
MEMORY_BYTES: Final = _STATUS + 2 * _SLOT


def status_part(memory: memoryview) -> memoryview:
    """Where the player's `Status` lies."""
    return memory[:STATUS_BYTES]


def slot_part(memory: memoryview, slot: int) -> memoryview:
    """Slot 0 or 1."""
    start = _STATUS + slot * _SLOT
    return memory[start : start + SLOT_BYTES]
