"""Steps, checks and uses of modules: what people do, in playbooks and in modules alike."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from breakglass.records.record import Money, Part
from breakglass.records.values import (
    Duration,
    Flag,
    Line,
    ModuleRef,
    Otherwise,
    PlatformRef,
    Prose,
    RoleRef,
    Slug,
)


class Step(Part):
    """One thing that one role does. Say what to do in `do`, or name an `action`, or both."""

    id: Slug = Field(examples=["pause"])
    """The step's name within the playbook or module; links and decisions use it."""
    do: Line | None = Field(None, examples=["Turn the charging flow off."])
    """One action, in the imperative. Where `action` says it all, leave it out."""
    action: Slug | None = Field(None, examples=["pause-automation"])
    """An action that every platform record explains with its real clicks and limits."""
    role: RoleRef = Field(examples=["technical-resolver"])
    """Who does it."""
    within: Duration = Field(examples=["5m"])
    """How long it may take before you ask for help."""
    scope: Flag = Field(default=False, examples=["false"])
    """True for a scope check: nothing corrective may come before it."""
    effect: Literal["reads", "changes"] | None = Field(None, examples=["changes"])
    """Whether the step only looks or changes something. By default steps of contain, remediate and recover
    change, others look; an action knows by itself."""
    verify: Line = Field(examples=["The flow shows *Off* and the run history grows no more."])
    """How you know that it worked."""
    otherwise: Otherwise = Field(examples=["Revoke the flow's connection instead."])
    """What to do if it did not: plain words, or `step/ID`, `decision/ID`, `escalation/ID`, `playbook/ID`."""
    undo: Line | None = Field(None, examples=["Turn the flow on again; waiting orders are charged within 5 min."])
    """How to take it back."""
    side_effects: Line | None = Field(None, examples=["No order is charged while the flow is off."])
    """What else happens when you do it."""
    money: Money | None = Field(None, examples=[])
    """For a step that commits or reverses money: the most that it may come to."""
    evidence: tuple[Slug, ...] = Field((), examples=[["run-history-export"]])
    """Items of the playbook's evidence list to keep before or while doing it."""
    platforms: tuple[PlatformRef, ...] = Field((), examples=[["power-automate"]])
    """Only on these platforms; everywhere if left out."""
    note: Prose | None = Field(None, examples=["Runs that have started go on to their end."])
    """What an experienced colleague would add."""

    @model_validator(mode="after")
    def _says_what_to_do(self) -> Step:
        if self.do is None and self.action is None:
            raise PydanticCustomError("step_empty", "a step needs `do` (plain words) or `action` (by name)")
        return self


class Use(Part):
    """A module in this place, with its parameters filled."""

    uses: ModuleRef = Field(examples=["replay-missed-runs"])
    """The module."""
    with_: dict[Slug, Line] = Field(default_factory=dict, alias="with", examples=[{"key": "order number"}])
    """A value for each of the module's parameters."""


def _step_or_use(value: Any) -> str:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, Use) or (isinstance(value, dict) and "uses" in value):
        return "use"
    return "step"


PhaseItem = Annotated[Annotated[Step, Tag("step")] | Annotated[Use, Tag("use")], Discriminator(_step_or_use)]
"""A step, or a module that brings its own steps."""


class Check(Part):
    """Something to look at, and what it must show."""

    check: Line = Field(examples=["Compare paid orders with captured charges for the last 24 h."])
    """What to look at."""
    expect: Line = Field(examples=["The counts are equal."])
    """What you must see to call it good."""
    role: RoleRef | None = Field(None, examples=["business-liaison"])
    """Who looks."""
