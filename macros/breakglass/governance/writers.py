"""Writers: who wrote which record between two commits, as handles, as far as the history tells.

A commit knows names and mail addresses, a record knows handles. A person goes by every handle that their name or
address could mean, so that nobody approves their own work under another spelling; nothing of it is shown or kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from breakglass.governance import git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PLAIN = str.maketrans("ıłøđŁØĐ", "ilodLOD")
"""Letters that have no plain one inside them, as far as Unicode is concerned."""
_NOREPLY = re.compile(r"(?:\d+\+)?(?P<handle>[^@]+)@users\.noreply\.")
"""The addresses that forges give to people who hide theirs."""


def writers(folder: Path, base: str, head: str) -> Mapping[str, frozenset[str]]:
    """The handles of all who committed a file below `folder` after `base` up to `head`, by its path below it.

    Authors, committers and those named as co-authors count. The first commit of a shallow clone does not: it seems to
    write every file. Raises `NoHistoryError` where git cannot tell.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for commit in git.commits(folder, base, head):
        handles = {handle for name, mail in commit.people for handle in handles_of(name, mail)}
        for file in commit.files:
            found[file] |= handles
    return {file: frozenset(handles) for file, handles in found.items()}


def handles_of(name: str, mail: str) -> frozenset[str]:
    """Every handle that a name and an address may stand for: `mara-okafor` for Mara Okafor, whatever the address."""
    noreply = _NOREPLY.match(mail)
    local = noreply["handle"] if noreply else mail.partition("@")[0]
    return frozenset(filter(None, (_slug(name), _slug(local))))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
