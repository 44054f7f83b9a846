"""Snippets that the examples of several rules about pull requests lay over the specimens: a team that is changed."""

from __future__ import annotations

from breakglass.checks.rule import Example

RECORDS = """\
records:
  - record: team/automation-platform
    from: 1.0.0
    to: 1.1.0
    digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""
"""What the change says of the team below, with a digest that the harness makes the right one."""


def team_with(summary: str, line: str) -> Example:
    """The team in the version that `RECORDS` names, which brought one line of it."""
    return Example(
        kind="team",
        text=f"""\
version: 1.1.0
changelog:
  - {{version: 1.1.0, date: 2026-09-05, change: chg-2026-0050, summary: {summary}}}
  - {{version: 1.0.0, date: 2026-09-02, change: chg-2026-0042, summary: First version}}
{line}
""",
    )


TEAM = team_with("One more member", "members: [mara-okafor, tomas-lind, wen-li]")
