"""Use this rule to find files that are not written in UTF-8.

Names and quotes turn into other letters when a file is read with the wrong encoding.

Save the file as UTF-8. In most editors the encoding stands in the status bar.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y112"
NAME = "not-utf8"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text='about: "Café and façade"\n'),)
BAD = (Example(raw=b"kind: team\nabout: Caf\xe9\n", at=(2, 11)),)
