"""Condensed faults: what one rule finds again and again in one file is told once, with how often and where to start.

A scaffold has a place to fill in on every other line. Listed one by one they hide what else is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breakglass.governance.report import Fault

_FEW = 3
"""So many of a kind in a file are still told one by one."""


def condensed(faults: Iterable[Fault]) -> list[Fault]:
    """The faults in their order, many of a kind in a file as the first of them.

    Those about governance (G) stay, since each names somebody else who is waited for.
    """
    groups: dict[tuple[str, str, str, bool], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.code, fault.spot.file, fault.spot.side, fault.blocks), []).append(fault)
    return [fault for group in groups.values() for fault in ([_first(group)] if _many(group) else group)]


def _many(group: list[Fault]) -> bool:
    return len(group) > _FEW and not group[0].code.startswith("G")


def _first(group: list[Fault]) -> Fault:
    first = min(group, key=lambda fault: fault.spot.line)
    message = f"{first.message}, and so on: {len(group)} times in this file"
    mend = f"{first.mend} All are listed by: breakglass lint {first.spot.file}".strip()
    return first.model_copy(update={"message": message, "mend": mend if first.spot.side == "head" else first.mend})
