"""A playbook: the predefined response to one kind of failure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from breakglass.records.record import Maintained, Part
from breakglass.records.steps import Check, PhaseItem, Step, Use
from breakglass.records.values import (
    Duration,
    EscalationRef,
    Level,
    Line,
    MessageRef,
    PlatformRef,
    PlaybookRef,
    ProcessRef,
    Prose,
    RoleRef,
    SignalRef,
    Slug,
    Target,
    TeamRef,
    parse_duration,
)
from breakglass.records.vocabulary import (
    DIMENSIONS,
    PHASES,
    BusinessConsequence,
    Dimension,
    FailureMode,
    Gate,
    Measure,
    Phase,
    Recipient,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class LookAlike(Part):
    """A look-alike, and where to go instead."""

    when: Line = Field(examples=["Runs start and fail with an authentication error"])
    """What tells it apart."""
    go: PlaybookRef | None = Field(None, examples=["payment-flow-stopped"])
    """The playbook for that case."""


class Confirm(Part):
    """How to know in a minute that this is the right playbook."""

    holds: tuple[Line, ...] = Field(
        min_length=1, examples=[["The last run of *Charge order* is older than 15 minutes."]]
    )
    """What you see if it is this one. All of them hold."""
    look_alikes: tuple[LookAlike, ...] = ()
    """Cases that look the same at first, and where they belong."""


class Metric(Part):
    """A measure of success with its target."""

    measure: Measure = Field(examples=["time-to-contain"])
    """What is measured."""
    target: Line = Field(examples=["30m"])
    """The target: a duration for times, words or a percentage for the rest."""

    @model_validator(mode="after")
    def _times_are_durations(self) -> Metric:
        if self.measure.startswith("time-") and not self.target.startswith("TODO"):
            parse_duration(self.target)
        return self


class Failure(Part):
    """What breaks."""

    mode: FailureMode = Field(examples=["silent-trigger"])
    """The failure mode, from a fixed list so that playbooks can be compared."""
    detail: Prose = Field(examples=["The trigger stays *On* and no longer fires. No error is raised."])
    """What happens on the platform, and why it is easy to miss."""


class Consequence(Part):
    """From the technical failure to what the business feels."""

    technical: Line = Field(examples=["Card authorisations lapse after seven days"])
    """The technical consequence."""
    business: BusinessConsequence = Field(examples=["lost-revenue"])
    """The business consequence, from a fixed list."""
    process: ProcessRef | None = Field(None, examples=["order-to-cash"])
    """The process that feels it."""
    detail: Line = Field(examples=["About 310 orders an hour are shipped unpaid."])
    """How it shows, with numbers where they are known."""


class Impact(Part):
    """A first score of the impact, each dimension from 1 to 5 by the rubric."""

    urgency: Level = Field(examples=["4"])
    """How fast it gets worse."""
    financial: Level = Field(examples=["5"])
    """Money at risk."""
    regulatory: Level = Field(examples=["2"])
    """Exposure to law, standards and contracts."""
    goodwill: Level = Field(examples=["4"])
    """What customers and partners will think."""
    why: Prose = Field(examples=["No order is charged; at the Friday peak that is 18,500 EUR an hour."])
    """The reason for these levels."""

    def levels(self) -> dict[Dimension, int]:
        """The level of each dimension, 1 to 5."""
        return {name: getattr(self, name) for name in DIMENSIONS}


class PhasePlan(Part):
    """What is done in one phase, or why nothing is."""

    steps: tuple[PhaseItem, ...] = ()
    """Steps, and modules in the place where their steps belong."""
    skip: Line | None = Field(None, examples=["The vendor restores the service; there is nothing to mend here."])
    """Why this phase has no steps."""


class Phases(Part):
    """The six phases. Each has steps or says why not."""

    detect: PhasePlan | None = Field(
        None,
        examples=[
            {
                "steps": [
                    {
                        "id": "last-run",
                        "do": "Read the start time of the newest run of *Charge order*.",
                        "role": "technical-resolver",
                        "within": "5m",
                        "verify": "You have its time and its result.",
                        "otherwise": "Ask the platform team to read it to you.",
                    }
                ]
            }
        ],
    )
    """Confirm that it is happening."""
    triage: PhasePlan | None = Field(
        None,
        examples=[
            {
                "steps": [
                    {
                        "id": "confirm-scope",
                        "do": "Count the unpaid orders since the last good run.",
                        "role": "business-liaison",
                        "within": "10m",
                        "scope": "true",
                        "verify": "You know the first missed order and the count.",
                        "otherwise": "escalation/payments",
                        "evidence": ["run-history-export"],
                    }
                ]
            }
        ],
    )
    """Learn how far it reaches, then set the priority."""
    contain: PhasePlan | None = Field(
        None,
        examples=[
            {
                "steps": [
                    {
                        "id": "pause",
                        "action": "pause-automation",
                        "role": "technical-resolver",
                        "within": "5m",
                        "verify": "The flow shows *Off* and the run history grows no more.",
                        "otherwise": "Delete the flow's connection; every run fails from then on.",
                        "undo": "Turn the flow on again.",
                        "side_effects": "No order is charged while the flow is off.",
                    }
                ]
            }
        ],
    )
    """Stop the harm from growing."""
    remediate: PhasePlan | None = Field(
        None, examples=[{"steps": [{"uses": "replay-missed-runs", "with": {"key": "order number"}}]}]
    )
    """Mend the cause."""
    recover: PhasePlan | None = Field(
        None,
        examples=[
            {
                "steps": [
                    {
                        "id": "watch",
                        "do": "Watch the next five runs from start to end.",
                        "role": "technical-resolver",
                        "within": "30m",
                        "effect": "reads",
                        "verify": "All five succeed and each order is charged once.",
                        "otherwise": "decision/runs-starting",
                    }
                ]
            }
        ],
    )
    """Bring the business back and prove it."""
    review: PhasePlan | None = Field(None, examples=[{"skip": "Covered by the review that every SEV1 and SEV2 gets."}])
    """Keep what was learnt."""

    def plans(self) -> Iterator[tuple[Phase, PhasePlan]]:
        """The phases that are written down, in order."""
        for phase in PHASES:
            plan: PhasePlan | None = getattr(self, phase)
            if plan is not None:
                yield phase, plan


class Node(Part):
    """A question with its answers, or an action that leads on. Give `ask` and `answers`, or `step` and `then`."""

    ask: Line | None = Field(None, examples=["Are new runs starting?"])
    """The question. It can be answered by looking."""
    help: Line | None = Field(None, examples=["Run history, newest first; wait for one expected start."])
    """Where to look for the answer."""
    answers: dict[Line, Target] = Field(default_factory=dict, examples=[{"Yes": "outcome/fix", "No": "step/pause"}])
    """Each answer, and where it leads."""
    step: Slug | None = Field(None, examples=["pause"])
    """A step of this playbook to take at this point."""
    then: Target | None = Field(None, examples=["outcome/fix"])
    """Where it goes on after the step."""
    decides: RoleRef | None = Field(None, examples=["incident-lead"])
    """Who has the decision right. Left out, whoever holds the page."""


class Outcome(Part):
    """An end of the tree: what is decided, by what criteria, and where the work goes on."""

    title: Line = Field(examples=["Fix the trigger in place"])
    """The decision in a few words."""
    gate: Gate = Field(examples=["fix-in-place"])
    """The kind of decision."""
    criteria: Line = Field(examples=["The cause is known and the mend takes less than 30 min."])
    """When this is the right decision."""
    decides: RoleRef = Field(examples=["incident-lead"])
    """Who may decide it."""
    go: Target | None = Field(None, examples=["step/pause"])
    """Where the work goes on."""


class Decisions(Part):
    """The decision tree."""

    start: Slug = Field(examples=["runs-starting"])
    """The first node."""
    nodes: dict[Slug, Node] = Field(
        examples=[
            {
                "runs-starting": {
                    "ask": "Are new runs starting?",
                    "help": "Run history, newest first; wait for one expected start.",
                    "answers": {"Yes": "outcome/fix", "No": "stop-first"},
                    "decides": "incident-lead",
                },
                "stop-first": {"step": "pause", "then": "outcome/fix"},
            }
        ]
    )
    """Questions and actions by their ids."""
    outcomes: dict[Slug, Outcome] = Field(
        examples=[
            {
                "fix": {
                    "title": "Fix the trigger in place",
                    "gate": "fix-in-place",
                    "criteria": "The cause is known and the mend takes less than 30 min.",
                    "decides": "incident-lead",
                    "go": "step/pause",
                }
            }
        ]
    )
    """The ends of the tree by their ids."""


class Rollback(Part):
    """How to go back if the mend makes it worse."""

    when: Line = Field(examples=["The first charges after the mend are wrong"])
    """The criterion; decide it before you start."""
    decides: RoleRef = Field(examples=["incident-lead"])
    """Who may call it."""
    steps: tuple[Line, ...] = Field(
        min_length=1, examples=[["Turn the flow off.", "Restore the version from before the mend."]]
    )
    """One action a line."""


class Fallback(Part):
    """How the business goes on by hand meanwhile."""

    when: Line = Field(examples=["Charging stands still for more than 30 min"])
    """When to start it."""
    decides: RoleRef = Field(examples=["business-liaison"])
    """Who starts it."""
    team: TeamRef = Field(examples=["order-to-cash"])
    """Who does the work."""
    capacity: Line = Field(examples=["80 orders an hour with two people; start with express orders"])
    """How much of the normal load it carries."""
    steps: tuple[Line, ...] = Field(min_length=1, examples=[["Open *Unpaid orders* in the shop's back office."]])
    """One action a line."""
    reconcile: Line = Field(examples=["Mark hand-charged orders so that the replay skips them."])
    """How the work done by hand is joined with the automation's afterwards."""


class Workaround(Part):
    """Something that holds for now and must go."""

    what: Line = Field(examples=["A scheduled flow that charges every 15 min"])
    """What is done in place of the real thing."""
    owner: TeamRef = Field(examples=["automation-platform"])
    """Who removes it."""
    longest: Duration = Field(examples=["14d"])
    """How long it may stay."""
    permanent: Line = Field(examples=["The trigger rebuilt on a service account's connection"])
    """The permanent fix that replaces it."""


class Communication(Part):
    """A message that this playbook sends."""

    message: MessageRef = Field(examples=["customer-delay"])
    """The template."""
    when: Line = Field(examples=["SEV1 or SEV2, and within 60 min of the declaration"])
    """When it is sent first."""
    every: Duration | None = Field(None, examples=["60m"])
    """How often it is repeated; by the rubric's cadence if left out."""


class Untold(Part):
    """Somebody whom the rubric would tell, and who is not told here."""

    to: Recipient = Field(examples=["customers"])
    """Who."""
    why: Line = Field(examples=["The wrong figures stay inside; no customer sees or feels them"])
    """Why no message goes to them."""


class Duty(Part):
    """A legal or contractual duty with its clock."""

    duty: Line = Field(examples=["GDPR Art. 33: notify the supervisory authority"])
    """The duty, with the clause it comes from."""
    applies_if: Line = Field(examples=["Personal data was lost, changed or seen by the wrong people"])
    """When it applies."""
    clock: Duration = Field(examples=["72h"])
    """The time there is."""
    starts: Line = Field(examples=["When we become aware of the breach"])
    """What starts the clock."""
    role: RoleRef = Field(examples=["privacy-officer"])
    """Who decides and acts."""
    note: Line | None = Field(None, examples=["Start the clock when in doubt; a notice can be completed later."])
    """What an experienced colleague would add."""


class Evidence(Part):
    """Something to keep before it is gone."""

    id: Slug = Field(examples=["run-history-export"])
    """Its name; steps refer to it."""
    what: Line = Field(examples=["Run history of the flow for the last 48 h as CSV"])
    """What to capture."""
    where: Line = Field(examples=["Incident folder, read-only"])
    """Where to keep it."""
    role: RoleRef = Field(examples=["technical-resolver"])
    """Who captures it."""
    keep: Duration = Field(examples=["365d"])
    """How long it is kept."""


class Playbook(Maintained):
    """The predefined response to one kind of failure."""

    kind: Literal["playbook"] = Field(examples=["playbook"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["payment-flow-stopped"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Payment flow has stopped charging orders"])
    """What people call it."""
    aliases: tuple[Line, ...] = Field(min_length=1, examples=[["orders not charged", "payment run missing"]])
    """The words of a person in trouble, for the finder."""
    symptoms: tuple[Line, ...] = Field(min_length=1, examples=[["Orders stay in *Awaiting payment*"]])
    """What people see before they know the cause."""
    purpose: Prose = Field(examples=["Charging again within 30 minutes, with no order charged twice."])
    """What following this playbook achieves."""
    metrics: tuple[Metric, ...] = Field(min_length=1)
    """Measures of success with their targets."""
    platforms: tuple[PlatformRef, ...] = Field(examples=[["power-automate"]])
    """The platforms it is written for."""
    processes: tuple[ProcessRef, ...] = Field(examples=[["order-to-cash"]])
    """The business processes at risk."""
    failure: Failure
    """What breaks."""
    consequences: tuple[Consequence, ...] = Field(min_length=1)
    """What follows, for the technology and for the business."""
    impact: Impact
    """A first score of the impact."""
    signals: tuple[SignalRef, ...] = Field(examples=[["payment-run-gap"]])
    """The signals that lead here."""
    confirm: Confirm
    """How to know in a minute that this is the right playbook."""
    escalation: EscalationRef = Field(examples=["payments"])
    """Who is called when."""
    phases: Phases
    """What is done, phase by phase."""
    decisions: Decisions
    """The decision tree."""
    validation: tuple[Check, ...]
    """Checks that the restored automation does what it should and its data stayed consistent."""
    rollback: Rollback
    """How to go back if the mend makes it worse."""
    fallback: Fallback
    """How the business goes on by hand meanwhile."""
    workarounds: tuple[Workaround, ...] = ()
    """What may hold for now, until when, and what replaces it."""
    communication: tuple[Communication, ...]
    """The messages that are sent, and when."""
    untold: tuple[Untold, ...] = Field((), examples=[])
    """Whom the rubric would tell by the impact, and why no message goes to them."""
    compliance: tuple[Duty, ...] = ()
    """Legal and contractual duties with their clocks."""
    evidence: tuple[Evidence, ...]
    """What to keep, where, and for how long."""

    def own_steps(self) -> Iterator[tuple[Phase, int, Step]]:
        """The playbook's own steps with their phase and place in it; not those of modules."""
        for phase, index, item in self.items():
            if isinstance(item, Step):
                yield phase, index, item

    def uses(self) -> Iterator[tuple[Phase, int, Use]]:
        """The modules it uses, with the phase and the place in it."""
        for phase, index, item in self.items():
            if isinstance(item, Use):
                yield phase, index, item

    def items(self) -> Iterator[tuple[Phase, int, Step | Use]]:
        """All steps and uses of modules, in order."""
        for phase, plan in self.phases.plans():
            for index, item in enumerate(plan.steps):
                yield phase, index, item
