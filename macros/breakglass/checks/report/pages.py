"""Where the page of a rule stands, for the reports that lead there."""

from __future__ import annotations

CODE = "{code}"
"""What stands for the code in the address of the rules' pages."""


def page_of(code: str, pages: str) -> str:
    """The address of a rule's page, from one that holds `{code}`; empty where none is known."""
    return pages.replace(CODE, code)
