"""How far the past is at hand, and from which commit the pages were made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trail:
    """The commit that was published, empty where git knows none, and whether all commits before it are there.

    `uncommitted` says that a record file was changed or added since the commit.
    """

    commit: str = ""
    complete: bool = False
    uncommitted: bool = False

    @property
    def gap(self) -> str:
        """Why past versions may be missing; empty where none is."""
        if not self.commit:
            return "This site was built without git’s history: of past versions only the changelog is at hand."
        if not self.complete:
            return "This site was built from a shallow clone: of older versions only the changelog is at hand."
        return ""
