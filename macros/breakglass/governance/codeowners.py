"""Code owners: whom the forge asks for a review of which file, as the records and the policy have it.

A forge knows paths and no meaning: it cannot tell a standard change from a normal one. So everyone whose agreement
the policy may ask for is named, and only what it asks for in every class is required. `breakglass review` then
says what the change at hand really needs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from breakglass.governance.policy import policy_of
from breakglass.records.kinds import PLURAL
from breakglass.records.record import Maintained
from breakglass.records.role import Role
from breakglass.records.team import Team
from breakglass.records.words import listed, many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.policy import Policy
    from breakglass.records.record import Owners
    from breakglass.records.values import RoleRef, TeamRef
    from breakglass.records.vocabulary import OwnerSide

Forge = Literal["github", "gitlab"]

PLACE: dict[Forge, str] = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}
"""Where the forge looks for the file, from the top of the repository."""

_GOVERNING_KINDS = ("policy", "waiver", "change", "approval")
_SIGNERS = ("allowed_signers", "revoked_signers")
"""Beside the records: whose keys sign approvals, and which keys no longer do."""
_SETTINGS: dict[Forge, tuple[str, ...]] = {
    "github": ("/.github/", "/breakglass.toml", "/mkdocs.yml", "/pyproject.toml"),
    "gitlab": ("/.gitlab/", "/.gitlab-ci.yml", "/breakglass.toml", "/mkdocs.yml", "/pyproject.toml"),
}
"""What decides how changes are judged and what is published, beside the records."""

_HEAD = """\
# Who is asked to review what. Made from the owners in the records and from the policy by
#   breakglass codeowners{options}
# Do not edit it: change the records and run the command again. Later lines win over earlier ones.
"""
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NAMED = 5
"""So many teams without a name are listed before the rest is counted."""
_GLOB = re.compile(r"[\[\]*?\\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose agreement the policy asks for: an owner's, that of the holders of a role, or either.

    `count` is how many people; `always` whether every class of change that waits for its approvals asks for it.
    """

    side: OwnerSide | None
    role: RoleRef | None
    count: int
    always: bool


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """The text of the file, whether it asks anybody, and what could not be put into it, a sentence each."""

    text: str
    asks: bool
    gaps: tuple[str, ...]


def code_owners(catalogue: Catalogue, files: Iterable[str], folder: str, forge: Forge) -> CodeOwners:
    """The file for one forge.

    `files` are all record files, those without owners included, and `folder` the one they stand in. Both, and the
    files of the catalogue, are named from the top of the repository.
    """
    policy = policy_of(catalogue)
    handles = _Handles(catalogue)
    owned = _Owned(catalogue, tuple(sorted(files)), folder)
    asked = asked_by(policy)
    parts = [_HEAD.format(options="" if forge == "github" else f" --format {forge}")]
    if forge == "github":
        parts.append(_lines(owned, asked, policy, handles, forge))
    else:
        for one in asked:
            lines = _lines(owned, (one,), policy, handles, forge)
            if lines:
                parts.append(f"{_heading(one, catalogue)}\n{lines}")
    return CodeOwners("\n".join(filter(None, parts)), any(parts[1:]), (*handles.gaps(), *owned.gaps()))


def asked_by(policy: Policy | None) -> tuple[Asked, ...]:
    """Whose agreement the policy asks for, in its order; without a policy that of both owners.

    Emergency changes do not count: they take effect first, and their approvals follow.
    """
    if policy is None:
        return (Asked("technical", None, 1, always=True), Asked("business", None, 1, always=True))
    classes = [control for name, control in policy.classes.items() if name != "emergency"]
    counts: dict[tuple[OwnerSide | None, RoleRef | None], list[int]] = defaultdict(list)
    for control in classes:
        for approver in control.approvers:
            counts[approver.owner, approver.role].append(approver.count)
    return tuple(
        Asked(side, role, min(found), always=len(found) == len(classes)) for (side, role), found in counts.items()
    )


class _Handles:
    """The names that teams have on the forge. It remembers which teams have none."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._without: set[str] = set()

    def of(self, asked: Asked, owners: Owners) -> Iterator[str]:
        """The handles of all who may answer for what these owners own."""
        teams: list[TeamRef] = []
        if asked.side is not None and (owner := getattr(owners, asked.side)) is not None:
            teams.append(owner)
        if asked.role is not None and (role := self._catalogue.find(Role, asked.role)) is not None:
            teams.extend(role.teams)
        for name in teams:
            team = self._catalogue.find(Team, name)
            if team is not None and team.forge is not None:
                yield team.forge
            else:
                self._without.add(name)

    def gaps(self) -> list[str]:
        if not self._without:
            return []
        one = len(self._without) == 1
        lack = f"{many(len(self._without), 'team')} {'has' if one else 'have'} no name on the forge"
        result = f"so nobody of {'it' if one else 'them'} is asked: {listed(sorted(self._without), _NAMED)}"
        mend = f'Add it to {"its record" if one else "their records"}, as in forge: "@organisation/team"'
        return [f"{lack}, {result}. {mend}"]


class _Owned:
    """The record files with the owners of the records in them, and those that no pattern can name."""

    def __init__(self, catalogue: Catalogue, files: tuple[str, ...], folder: str) -> None:
        self.folder = folder
        self._unwritable = [file for file in files if _UNWRITABLE.search(file)]
        self.files = [file for file in files if not _UNWRITABLE.search(file)]
        records = {entry.document.file: entry.record for entry in catalogue.entries.values()}
        self._records = {file: records.get(file) for file in self.files}
        kinds = {file: record.kind for file, record in self._records.items() if record}
        self.kinds = frozenset(kinds.values())
        self.governing = frozenset(file for file, kind in kinds.items() if kind in _GOVERNING_KINDS)

    def owners(self, file: str) -> Owners | None:
        record = self._records[file]
        return record.owners if isinstance(record, Maintained) else None

    def gaps(self) -> list[str]:
        return [f"{file!a} has characters that no pattern can hold" for file in self._unwritable]


def _lines(owned: _Owned, asked: tuple[Asked, ...], policy: Policy | None, handles: _Handles, forge: Forge) -> str:
    """The patterns with their owners: first those of the records, then those of what governs them."""
    governors = dict.fromkeys(h for a in asked for h in handles.of(a, policy.owners)) if policy else {}
    wanted: dict[str, tuple[str, ...]] = {}
    for file in owned.files:
        owners = None if governors and file in owned.governing else owned.owners(file)
        wanted[file] = tuple(dict.fromkeys(h for a in asked for h in handles.of(a, owners))) if owners else ()
    lines = [f"{_escaped(pattern, forge)} {' '.join(names)}" for pattern, names in _grouped(wanted)]
    if governors:
        lines += [f"{_escaped(pattern, forge)} {' '.join(governors)}" for pattern in _governing(owned, forge)]
    return "".join(f"{line}\n" for line in lines)


def _grouped(owners: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A pattern for each folder in which, at any depth, everything has the same owners, and for each other file."""
    below: dict[PurePosixPath, set[tuple[str, ...]]] = defaultdict(set)
    for file, names in owners.items():
        for folder in PurePosixPath(file).parents:
            below[folder].add(names)
    found: dict[str, tuple[str, ...]] = {}
    for file, names in owners.items():
        if names:
            # The top of the repository holds more than records, so it is never one of these folders.
            parents = [folder for folder in PurePosixPath(file).parents if folder.name and len(below[folder]) == 1]
            found[f"/{parents[-1]}/" if parents else f"/{file}"] = names
    yield from sorted(found.items())


def _governing(owned: _Owned, forge: Forge) -> list[str]:
    """The patterns of what decides how changes are judged: folders that hold nothing else, single files, settings."""
    mixed = {PurePosixPath(file).parent for file in owned.files if file not in owned.governing}
    patterns = set()
    for file in owned.governing:
        folder = PurePosixPath(file).parent
        patterns.add(f"/{file}" if folder in mixed else f"/{folder}/")
    # Where there is none of a kind yet, the first one will be put here.
    missing = [PurePosixPath(owned.folder) / PLURAL[kind] for kind in _GOVERNING_KINDS if kind not in owned.kinds]
    patterns |= {f"/{folder}/" for folder in missing}
    signers = [f"/{PurePosixPath(owned.folder) / name}" for name in _SIGNERS]
    return [*sorted(patterns), *signers, *_SETTINGS[forge]]


def _heading(asked: Asked, catalogue: Catalogue) -> str:
    """A section of GitLab's: its name, whether it is required, and by how many."""
    role = catalogue.find(Role, asked.role)
    who = " or ".join(filter(None, (f"{asked.side} owner" if asked.side else "", role.title if role else asked.role)))
    name = re.sub(r"[\[\]^\x00-\x1f]", " ", who)
    required = f"[{asked.count}]" if asked.count > 1 else ""
    return f"[{name[:1].upper()}{name[1:]}]{required}" if asked.always else f"^[{name[:1].upper()}{name[1:]}]"


def _escaped(pattern: str, forge: Forge) -> str:
    r"""A path as a pattern that means just this path.

    Both forges end a pattern at a blank that has no `\` before it. GitLab escapes what its globs know (Ruby's fnmatch);
    GitHub refuses a line with square brackets, so there such a character is any one character.
    """
    plain = _GLOB.sub(r"\\\g<0>" if forge == "gitlab" else "?", pattern)
    return plain.replace(" ", "\\ ")
