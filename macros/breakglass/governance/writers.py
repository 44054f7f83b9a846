"""Writers: who wrote which record between two commits, as handles, as far as the history tells.

A commit knows names and mail addresses, a record knows handles. A person goes by every handle that their name or
address means, so that nobody approves their own work under another spelling: in another order, joined, with other
accents. Where it only may mean somebody, that is said and refuses nobody. Names and addresses are not shown or kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from breakglass.governance import git
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.team import Team

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from breakglass.catalogue.catalogue import Catalogue

_PLAIN = str.maketrans("ıłøđŁØĐ", "ilodLOD") | str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that have no plain one inside them, as far as Unicode is concerned."""
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
"""How these letters are written where there is no key for them (ICAO Doc 9303, part 3, section 6)."""
_NOREPLY = re.compile(r"(?:\d+\+)?(?P<handle>[^@]+)@users\.noreply\.")
"""The addresses that forges give to people who hide theirs."""
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
"""What stands beside a name: a company, a department, pronouns."""
_ALIKE = 90.0
"""From this likeness on, in per cent, two names may be one that is spelt wrong (rapidfuzz's ratio)."""
_LONG = 8
"""Names with fewer letters than this are alike by chance."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Who wrote a file: the handles of those who surely did, and of those who may have."""

    surely: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()

    def __or__(self, other: Wrote) -> Wrote:
        """Both together. Who surely did is not said to perhaps have."""
        surely = self.surely | other.surely
        return Wrote(surely, (self.perhaps | other.perhaps) - surely)


def people_in(*catalogues: Catalogue) -> frozenset[str]:
    """The handles of everybody whom records know: members of teams, those who were, authors and approvers."""
    found: set[str] = set()
    for catalogue in catalogues:
        for team in catalogue.all(Team):
            found.update(team.members, team.former)
        found.update(change.author for change in catalogue.all(Change))
        found.update(approval.by for approval in catalogue.all(Approval))
    return frozenset(found)


def writers(folder: Path, base: str, head: str, known: Collection[str]) -> Mapping[str, Wrote]:
    """Who committed a file below `folder` after `base` up to `head`, by its path below it; `known` are all handles.

    Authors, committers and those named as co-authors count. The first commit of a shallow clone does not: it seems to
    write every file. Raises `NoHistoryError` where git cannot tell.
    """
    found: dict[str, Wrote] = defaultdict(Wrote)
    met: dict[tuple[str, str], Wrote] = {}
    for commit in git.commits(folder, base, head):
        for person in commit.people:
            if person not in met:
                met[person] = handles_of(*person, known)
            for file in commit.files:
                found[file] |= met[person]
    return dict(found)


def handles_of(name: str, mail: str, known: Collection[str] = ()) -> Wrote:
    """Who somebody with a name and an address is: `mara-okafor` for Mara Okafor, whatever the address.

    Of the handles that are known, one that has the same words in any order, joined or apart, is surely meant, unless
    there are several. One that has some of them, initials, or nearly the same letters may be.
    """
    noreply = _NOREPLY.match(mail)
    local = (noreply["handle"] if noreply else mail.partition("@")[0]).partition("+")[0]
    found = Wrote()
    for text in filter(None, (_ASIDE.sub(" ", name), local)):
        found |= _meant(text, known)
    return found


def _meant(text: str, known: Collection[str]) -> Wrote:
    spellings = set(_spellings(text))
    slugs = frozenset("-".join(words) for words in spellings)
    if slugs & frozenset(known):
        return Wrote(slugs)
    same = frozenset(handle for handle in known if any(_same(handle.split("-"), words) for words in spellings))
    if len(same) == 1:
        return Wrote(slugs | same)
    near = frozenset(handle for handle in known if any(_near(handle.split("-"), words) for words in spellings))
    return Wrote(slugs, same | near)


def _spellings(text: str) -> Iterator[tuple[str, ...]]:
    """The words of a name in plain small letters, once with accents left out and once with them spelt out."""
    for one in (text, text.translate(_SPELT_OUT)):
        plain = unicodedata.normalize("NFKD", one.translate(_PLAIN)).encode("ascii", "ignore").decode()
        words = re.findall(r"[a-z0-9]+", plain.casefold())
        if words:
            yield tuple(words)


def _same(handle: list[str], words: tuple[str, ...]) -> bool:
    """Whether these are the words of a handle of more than one word, in any order, joined or apart."""
    if len(handle) == 1:
        return False
    turned = "".join((handle[-1], *handle[:-1]))
    return sorted(handle) == sorted(words) or "".join(words) in {"".join(handle), turned}


def _near(handle: list[str], words: tuple[str, ...]) -> bool:
    """Whether these may be the words of a handle: a middle name more or less, initials, or a slip of the keys."""
    if len(handle) == 1:
        return False
    fewer, more = sorted((set(handle), set(words)), key=len)
    if len(fewer) > 1 and fewer < more:
        return True
    first, last, joined = handle[0], handle[-1], "".join(words)
    if last in words and first[0] in words:
        return True
    if joined in {first[0] + last, last + first[0], first + last[0]}:
        return True
    letters = "".join(sorted(handle)), "".join(sorted(words))
    return min(map(len, letters)) >= _LONG and fuzz.ratio(*letters) >= _ALIKE
