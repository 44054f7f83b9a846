"""Use this rule to find tags (`!name`, `!!str`) and directives (`%YAML`).

A tag tells a parser to build something other than the text that is written, up to running code in some
parsers. Records are data and need none: each field knows what it takes.

Delete the tag. To keep a text from being read as a number, put it in quotes.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y106"
NAME = "yaml-tag"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text='title: "2030"\n'),)
BAD = (Example(text="kind: team\ntitle: !!str 2030\n", at=(2, 8)),)
