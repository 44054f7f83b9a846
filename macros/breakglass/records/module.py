"""A module: the response to one common failure pattern, shared by playbooks."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Part
from breakglass.records.steps import Check, PhaseItem
from breakglass.records.values import Line, Prose, Slug
from breakglass.records.vocabulary import Phase

BLANK = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")
"""A blank in a module's text: `{key}`."""


class Parameter(Part):
    """A blank that each playbook fills; texts of the module name it as `{name}`."""

    what: Line = Field(examples=["The field that tells two records apart"])
    """What to write here."""
    example: Line = Field(examples=["order number"])
    """A value that would do."""


class Module(Maintained):
    """The response to one failure pattern: steps, a way back, and the checks that prove it worked."""

    kind: Literal["module"] = Field(examples=["module"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["replay-missed-runs"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Replay the runs that were missed"])
    """What people call it."""
    pattern: Prose = Field(examples=["Events arrived while the automation could not act on their {key}."])
    """The failure pattern that this module answers."""
    phase: Phase = Field(examples=["remediate"])
    """The phase it is meant for."""
    parameters: dict[Slug, Parameter] = Field(
        default_factory=dict,
        examples=[{"key": {"what": "The field that tells two records apart", "example": "order number"}}],
    )
    """Blanks that each playbook fills with `with`."""
    steps: tuple[PhaseItem, ...]
    """What to do, in order: steps, or other modules in the place where their steps belong."""
    rollback: tuple[Line, ...] = Field(
        min_length=1, examples=[["Void the charges of the replay batch by its batch id."]]
    )
    """How to take the whole module back, one action a line."""
    integrity: tuple[Check, ...]
    """Checks that the data stayed whole."""
    verification: tuple[Check, ...]
    """Tests that the business process is in a safe state."""
