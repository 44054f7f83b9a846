"""The policy of the house, and what it asks of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.governance.severity import severity_level
from breakglass.records.playbook import Playbook
from breakglass.records.policy import Policy
from breakglass.records.role import Role
from breakglass.records.team import Team

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.policy import Cadences
    from breakglass.records.record import Record
    from breakglass.records.values import RoleRef, TeamRef

OTHER = "other"
"""The cadence of everything that has no severity of its own."""


def policy_of(catalogue: Catalogue) -> Policy | None:
    """The policy in force: there is one, or the first by its title. Without one no rule of governance applies."""
    return next((policy for policy in catalogue.all(Policy) if policy.in_force), None)


def cadences_of(record: Record, catalogue: Catalogue) -> Cadences | None:
    """How often a record must be reviewed and drilled: a playbook by its severity, all else by `other`."""
    policy = policy_of(catalogue)
    if policy is None:
        return None
    level = severity_level(record, catalogue) if isinstance(record, Playbook) else None
    named = policy.cadence.get(level.id) if level else None
    return named or policy.cadence.get(OTHER)


def members(team: TeamRef | None, catalogue: Catalogue, *, ever: bool = False) -> frozenset[str]:
    """The handles of a team's members, or of all who ever were; none where there is no such team."""
    found = catalogue.find(Team, team)
    return frozenset((*found.members, *(found.former if ever else ()))) if found else frozenset()


def holders(role: RoleRef, catalogue: Catalogue, *, ever: bool = False) -> frozenset[str]:
    """The handles of all who may hold a role, or ever might: the members of the teams that staff it."""
    found = catalogue.find(Role, role)
    teams = found.teams if found else ()
    return frozenset(handle for team in teams for handle in members(team, catalogue, ever=ever))
