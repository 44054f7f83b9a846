"""What a playbook system must offer, and where this one does: fields, pages and checks. The page of that is tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.incident import Incident
from breakglass.records.playbook import Playbook
from breakglass.views.named import Named
from breakglass.views.rules import rule_path

if TYPE_CHECKING:
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a reader of such a system needs: the fields that hold it, the pages and the checks.

    Fields are written as `kind.key`, pages as a label and a path below the top of the site, with `PLAYBOOK` or
    `INCIDENT` for the first one of the site. Checks are codes.
    """

    what: str
    fields: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the field."""

    title: str
    needs: tuple[Need, ...]


AREAS = (
    Area(
        "Purpose and consequences",
        (
            Need(
                "A purpose and measures with targets, compared with what incidents really took",
                ("playbook.purpose", "playbook.metrics", "incident.times"),
                (("Target and actual", "PLAYBOOK#purpose"), ("Charts", "incidents/index")),
                ("S103", "L105"),
            ),
            Need(
                "From the technical failure to what the business feels",
                ("playbook.failure", "playbook.consequences"),
                (("Consequences", "govern/consequences"), ("Impact", "PLAYBOOK#impact")),
                ("S101", "S104"),
            ),
            Need(
                "A response, an escalation path and a way back for every scenario",
                ("playbook.phases", "playbook.escalation", "playbook.rollback"),
                (("Steps", "PLAYBOOK#steps"), ("Rollback", "PLAYBOOK#fallback")),
                ("P103", "R101", "S101"),
            ),
            Need(
                "A technical and a business owner who can be reached",
                ("playbook.owners", "team.channels"),
                (("About", "PLAYBOOK#about"), ("Teams", "teams/index")),
                ("O101", "O102", "O103"),
            ),
            Need(
                "Who hears what, in which tone, where and how often",
                ("playbook.communication", "message.tone", "rubric.severities"),
                (("Messages", "PLAYBOOK#messages"),),
                ("R101", "M106"),
            ),
            Need(
                "A loop: incidents and drills lead to lessons, lessons to changes",
                ("incident.lessons", "incident.actions", "drill.runs"),
                (("Incidents and lessons", "incidents/index"),),
                ("L101", "L102"),
            ),
        ),
    ),
    Area(
        "Structure",
        (
            Need(
                "Modules with parameters, and which playbooks a change of one touches",
                ("module.parameters", "playbook.phases"),
                (("Modules", "modules/index"),),
                ("P107", "R102"),
            ),
            Need(
                "Versions, status, history, approvals, and past versions that stay readable",
                ("playbook.version", "playbook.status", "playbook.changelog", "change.records"),
                (("History", "PLAYBOOK#about"), ("Changes", "changes/index")),
                ("V105", "G101"),
            ),
            Need(
                "Steps for people under stress: one action, who, how long, what proves it, what if not",
                ("playbook.phases", "playbook.decisions"),
                (("Steps", "PLAYBOOK#steps"), ("Decision tree", "PLAYBOOK#decision-tree")),
                ("P105", "D101", "D102", "D103", "D104"),
            ),
            Need(
                "One action, each platform's own clicks",
                ("platform.actions",),
                (("Platforms", "platforms/index"),),
                ("P104",),
            ),
        ),
    ),
    Area(
        "The course of an incident",
        (
            Need("Six phases, or the reason why not", ("playbook.phases",), (("Steps", "PLAYBOOK#steps"),), ("P103",)),
            Need(
                "From what is seen to a first priority",
                ("rubric.triage", "rubric.severities"),
                (("Severity and triage", "rubrics/index"),),
                ("R103",),
            ),
            Need(
                "Scope before correction",
                ("playbook.phases",),
                (("First five minutes", "PLAYBOOK#first-five-minutes"),),
                ("P101", "P102"),
            ),
            Need(
                "Containment with side effects, undo and another way if it fails",
                ("playbook.phases",),
                (("Steps", "PLAYBOOK#steps"),),
                ("P108",),
            ),
            Need(
                "Evidence: what, where, who, how long",
                ("playbook.evidence",),
                (("Evidence", "PLAYBOOK#evidence"),),
                ("P106",),
            ),
            Need(
                "Remediation with a way back and proof that the data is whole",
                ("module.rollback", "module.integrity", "module.verification", "playbook.validation"),
                (("Validation", "PLAYBOOK#validation"),),
                ("P109",),
            ),
            Need(
                "Decisions at the gates by people who may decide",
                ("playbook.decisions", "role.authority"),
                (("Decision tree", "PLAYBOOK#decision-tree"), ("Roles", "roles/index")),
                ("P112", "D106"),
            ),
            Need(
                "Workarounds that end, fallbacks that carry the business meanwhile",
                ("playbook.workarounds", "playbook.fallback"),
                (("Fallback and rollback", "PLAYBOOK#fallback"),),
                ("P110", "S101"),
            ),
            Need(
                "An audit afterwards: approvals, changes, rollbacks",
                ("incident.audit",),
                (("An incident", "INCIDENT"),),
                ("L106",),
            ),
        ),
    ),
    Area(
        "Impact",
        (
            Need(
                "A score from four dimensions, under each department's appetite",
                ("playbook.impact", "appetite.weights", "appetite.floors"),
                (("Calculator", "rubrics/index"), ("Impact", "PLAYBOOK#impact")),
                ("R103", "L107"),
            ),
            Need(
                "Processes with what is at stake and what they hang on",
                ("process.stake", "process.tolerance", "process.automations"),
                (("Business processes", "processes/index"),),
                ("R101",),
            ),
        ),
    ),
    Area(
        "Communication and roles",
        (
            Need(
                "Messages ready to copy, with blanks, approved until a day",
                ("message.body", "message.placeholders", "message.approval"),
                (("Messages", "messages/index"),),
                ("M101", "M102", "M103", "M104", "M105"),
            ),
            Need(
                "Update cadence by severity and duration, and when leadership is told",
                ("rubric.severities",),
                (("Severity and triage", "rubrics/index"),),
                ("M106",),
            ),
            Need(
                "Role cards with limits, artefacts, hand-over, rotation and part in each phase",
                ("role.authority", "role.artefacts", "role.handoff", "role.rotation", "role.raci"),
                (("Roles", "roles/index"),),
                ("O104",),
            ),
            Need(
                "Escalation that ends with somebody, at every hour",
                ("escalation.levels", "escalation.specialists", "escalation.last_resort"),
                (("Escalation paths", "escalations/index"),),
                ("E101", "E104", "E107", "E109", "E110"),
            ),
            Need(
                "Drills with injects, measured, and findings that become actions",
                ("drill.injects", "drill.runs"),
                (("Drills", "drills/index"), ("What is due", "govern/dashboard")),
                ("L104",),
            ),
        ),
    ),
    Area(
        "Detection",
        (
            Need(
                "Signals with source, threshold, meaning and playbook, at an address of their own",
                ("signal.condition", "signal.threshold", "signal.indicates"),
                (("Signals", "signals/index"),),
                ("T101", "T102"),
            ),
            Need(
                "Signals that are tested, and not noise",
                ("signal.reliability",),
                (("What is due", "govern/dashboard"),),
                ("T103", "T104", "T105", "T106"),
            ),
            Need(
                "Holes that can be seen",
                ("playbook.failure", "playbook.platforms", "playbook.processes"),
                (("Coverage", "govern/coverage"),),
                ("T101", "T102"),
            ),
        ),
    ),
    Area(
        "Learning",
        (
            Need(
                "Reviews without blame: timeline, decisions, what was known then",
                ("incident.timeline", "incident.factors", "incident.coordination"),
                (("An incident", "INCIDENT"),),
                ("L105", "L106"),
            ),
            Need(
                "Actions that end with proof that the risk went down",
                ("incident.actions",),
                (("What is due", "govern/dashboard"),),
                ("L101", "L102", "L103"),
            ),
            Need(
                "Charts of times, failures and actions",
                ("incident.times", "incident.mode"),
                (("Incidents and lessons", "incidents/index"),),
            ),
        ),
    ),
    Area(
        "Governance",
        (
            Need(
                "A policy: who approves, who validates risk, who settles a dispute",
                ("policy.classes", "policy.conflict", "policy.cadence"),
                (("Policy", "policies/index"),),
                ("G105", "G107"),
            ),
            Need(
                "Approvals bound to the exact content, never by the author",
                ("approval.digest", "change.records", "change.emergency"),
                (("Changes", "changes/index"),),
                ("G102", "G103", "G104", "G106"),
            ),
            Need(
                "Reviews that attest something, and run out early when it changes",
                ("review.checked", "review.digest", "review.rests_on"),
                (("What is due", "govern/dashboard"),),
                ("V101", "V102", "V106", "V107", "V108", "V109"),
            ),
            Need(
                "Legal and contractual clocks",
                ("playbook.compliance", "process.regimes"),
                (("A playbook", "PLAYBOOK"),),
                ("P111",),
            ),
            Need(
                "Records that end: why, since when, what instead",
                ("playbook.retirement",),
                (("Playbooks", "playbooks/index"),),
                ("G111", "G112"),
            ),
            Need(
                "Waivers with a reason and a last day",
                ("waiver.reason", "waiver.until"),
                (("Waivers", "waivers/index"),),
                ("G108", "G109", "G110"),
            ),
            Need(
                "Every statement leads back to its file and line, version and approval",
                ("change.records", "approval.digest"),
                (("About", "PLAYBOOK#about"),),
                ("G101", "G102"),
            ),
        ),
    ),
)
"""What this product offers, in the order in which people ask."""


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need with its links."""

    what: str
    fields: tuple[Named, ...]
    pages: tuple[Named, ...]
    checks: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """A part of the field with its needs."""

    title: str
    needs: tuple[NeedView, ...]


def offer(names: Names) -> tuple[AreaView, ...]:
    """What this site offers, with links to where."""
    playbook = next(iter(names.catalogue.all(Playbook)), None)
    incident = next((one for one in names.catalogue.all(Incident) if one.full), None)
    stands = {
        "PLAYBOOK": names.links.to(playbook.key) if playbook else names.links.index("playbook"),
        "INCIDENT": names.links.to(incident.key) if incident else names.links.index("incident"),
    }

    def page(label: str, path: str) -> Named:
        head, hash_, anchor = path.partition("#")
        if head in stands:
            return Named(label, f"{stands[head]}{hash_}{anchor}")
        return Named(label, names.links.index_page(head) if head.endswith("/index") else names.links.page(head))

    return tuple(
        AreaView(
            area.title,
            tuple(
                NeedView(
                    need.what,
                    tuple(Named(f, names.links.page("write/fields", f.split(".")[0])) for f in need.fields),
                    tuple(page(label, path) for label, path in need.pages),
                    tuple(Named(code, names.links.page(rule_path(code))) for code in need.checks),
                )
                for need in area.needs
            ),
        )
        for area in AREAS
    )
