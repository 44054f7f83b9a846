"""Use this rule to find files that are not valid YAML.

A file that cannot be parsed is a record that nobody sees: its page is gone from the site, and every reference
to it leads nowhere. The most common cause is a colon followed by a blank inside a text.

Put texts in quotes that hold a colon and a blank, that start with a bracket, brace, asterisk, at sign or
backtick, or that hold a number sign after a blank. Long texts are easier as a block after `>-`.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y101"
NAME = "yaml-syntax"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text='about: "Two teams: one by day, one by night"\n'),)
BAD = (Example(text="kind: team\nabout: Two teams: one by day\n", at=(2, 17)),)
