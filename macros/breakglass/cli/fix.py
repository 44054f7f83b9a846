"""What `breakglass lint --fix` does: mend the files that findings stand in, or show how."""

from __future__ import annotations

from collections import defaultdict
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from breakglass.catalogue.save import save
from breakglass.checks.fixes import Fixed, fixed
from breakglass.checks.rule import all_rules
from breakglass.plaintext import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from breakglass.findings import Finding


def fix(findings: Iterable[Finding], today: date, *, show_only: bool) -> bool:
    """Mend what can be mended of the findings and say so, or show the differences; whether there was anything."""
    codes: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        codes[finding.span.file].add(finding.code)
    done: dict[str, Fixed] = {}
    for name in sorted(codes):
        one = fixed(name, Path(name).read_bytes(), codes[name], today)
        if one is not None:
            done[name] = one
    if show_only:
        for name, one in done.items():
            _show(name, one)
        return bool(done)
    save({Path(name): one.text for name, one in done.items()})
    for name, one in done.items():
        told = ", ".join(f"{code} ({all_rules()[code].name})" for code in one.codes)
        click.echo(f"fixed {name}: {told}", err=True)
    return bool(done)


def _show(name: str, one: Fixed) -> None:
    before = Path(name).read_bytes().decode("utf-8")
    # Line by line as they are, so that an end of line that changes is seen to change.
    lines = unified_diff(before.splitlines(keepends=True), one.text.splitlines(keepends=True), name, name)
    for line in lines:
        click.echo(plain(line.removesuffix("\n").replace("\r", "\\r").replace("\ufeff", "\\ufeff")))
