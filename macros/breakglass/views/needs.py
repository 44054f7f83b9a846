"""What a playbook system must offer, and where this one does: the fields, the pages and the rules.

This is what the site says about itself, so it is held to the truth: a test breaks the fields of each line in the
records that ship, and every rule that the line names must say so.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a reader of such a system needs: the fields that hold it, the pages and the rules.

    Fields are written as `kind.key.key`, without the marks of lists. Pages are a label and a path below the top of
    the site, with `PLAYBOOK`, `INCIDENT`, `RETIRED` or `PAST` for a page of that sort. Checks are codes; each finds
    something when one of the fields is emptied or broken.
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
                ("playbook.purpose", "playbook.metrics.target", "incident.times"),
                (("Target and actual", "PLAYBOOK#purpose"), ("Charts", "incidents/index#times")),
                ("S101", "L105"),
            ),
            Need(
                "From the technical failure to what the business feels",
                ("playbook.failure.mode", "playbook.consequences"),
                (("Consequences", "govern/consequences"), ("Impact", "PLAYBOOK#impact")),
                ("S101", "S104", "R101"),
            ),
            Need(
                "A response, an escalation path and a way back for every scenario",
                ("playbook.phases", "playbook.escalation", "playbook.rollback"),
                (("Steps", "PLAYBOOK#steps"), ("Rollback", "PLAYBOOK#fallback")),
                ("P103", "R101", "S101"),
            ),
            Need(
                "A technical and a business owner who can be reached",
                ("playbook.owners.technical", "playbook.owners.business", "team.channels"),
                (("About", "PLAYBOOK#about"), ("Teams", "teams/index")),
                ("O101", "O102", "O103"),
            ),
            Need(
                "Who hears what, in which tone and where",
                ("playbook.communication", "message.tone", "message.via", "rubric.severities.tells"),
                (("Messages", "PLAYBOOK#messages"),),
                ("R101", "M106", "S101"),
            ),
            Need(
                "A loop: incidents lead to lessons, and a lesson names the record that it changed",
                ("incident.lessons.changed", "incident.playbooks", "drill.playbooks"),
                (("Lessons", "incidents/index#lessons"), ("Learnt so far", "PLAYBOOK#learnt")),
                ("R101",),
            ),
        ),
    ),
    Area(
        "Structure",
        (
            Need(
                "Modules with blanks that each playbook fills",
                ("module.parameters", "playbook.phases.remediate.steps.with"),
                (("Modules", "modules/index"),),
                ("P107",),
            ),
            Need(
                "What a change of a module, role or message touches: the reviews that rest on it run out",
                ("module.steps", "review.rests_on", "review.closure"),
                (("Modules", "modules/index"), ("What is due", "govern/dashboard#reviews")),
                ("V108",),
            ),
            Need(
                "Versions, status, history, and past versions that stay readable",
                ("playbook.version", "playbook.status", "playbook.changelog"),
                (("History", "PLAYBOOK#about"), ("A past version", "PAST")),
                ("V105", "G101"),
            ),
            Need(
                "Steps for people under stress: one action, who, how long, what proves it, what if not",
                ("playbook.phases.triage.steps.do", "playbook.phases.triage.steps.verify",
                 "playbook.phases.triage.steps.otherwise", "playbook.phases.triage.steps.id"),
                (("Steps", "PLAYBOOK#steps"),),
                ("S101", "P104", "D101"),
            ),
            Need(
                "A decision tree in which every answer leads somewhere",
                ("playbook.decisions",),
                (("Decision tree", "PLAYBOOK#decision-tree"),),
                ("D101", "D102", "D103", "D104", "D105"),
            ),
            Need(
                "One action, each platform’s own clicks",
                ("platform.actions", "playbook.phases.contain.steps.action"),
                (("Platforms", "platforms/index"),),
                ("P105",),
            ),
        ),
    ),
    Area(
        "The course of an incident",
        (
            Need(
                "Found by the words of somebody in trouble",
                ("playbook.aliases", "playbook.symptoms", "signal.words", "platform.errors"),
                (("What is happening?", "index"),),
                ("S101",),
            ),
            Need("Six phases, or the reason why not", ("playbook.phases",), (("Steps", "PLAYBOOK#steps"),), ("P103",)),
            Need(
                "From what is seen to a first priority: what to do now, what can wait",
                ("rubric.triage", "rubric.severities"),
                (("Severity and triage", "rubrics/index"),),
                ("R103", "S101"),
            ),
            Need(
                "Scope before correction",
                ("playbook.phases.triage.steps.scope", "playbook.phases.triage.steps.effect"),
                (("First five minutes", "PLAYBOOK#first-five-minutes"),),
                ("P101", "P102"),
            ),
            Need(
                "Containment with side effects, undo and another way if it fails",
                ("playbook.phases.contain.steps.side_effects", "playbook.phases.contain.steps.undo",
                 "playbook.phases.contain.steps.otherwise"),
                (("Steps", "PLAYBOOK#steps"),),
                ("P108", "D101"),
            ),
            Need(
                "Evidence: what, where, who, how long",
                ("playbook.evidence",),
                (("Evidence", "PLAYBOOK#evidence"),),
                ("P106", "S101"),
            ),
            Need(
                "Mends with proof that the data is whole and the process safe",
                ("playbook.validation", "module.integrity", "module.verification"),
                (("Validation", "PLAYBOOK#validation"),),
                ("P109", "S101"),
            ),
            Need(
                "A way back from the mend itself",
                ("playbook.rollback", "module.rollback"),
                (("Rollback", "PLAYBOOK#fallback"),),
                ("S101",),
            ),
            Need(
                "Decisions at the gates by people who may decide",
                ("playbook.decisions.outcomes.decides", "role.authority.gates", "role.authority.actions"),
                (("Decision tree", "PLAYBOOK#decision-tree"), ("Roles", "roles/index")),
                ("P112", "D106"),
            ),
            Need(
                "Workarounds that end",
                ("playbook.workarounds.longest", "playbook.workarounds.owner"),
                (("Fallback and rollback", "PLAYBOOK#fallback"),),
                ("P110", "S101", "R101"),
            ),
            Need(
                "A fallback that carries the business meanwhile",
                ("playbook.fallback",),
                (("Fallback and rollback", "PLAYBOOK#fallback"),),
                ("S101", "R101"),
            ),
            Need(
                "An audit afterwards: approvals, changes, rollbacks",
                ("incident.audit",),
                (("An incident", "INCIDENT"),),
                ("L106", "S101"),
            ),
        ),
    ),
    Area(
        "Impact",
        (
            Need(
                "A score from four dimensions, under each department’s appetite, reckoned on the page",
                ("playbook.impact", "appetite.weights", "appetite.floors"),
                (("Calculator", "rubrics/index"), ("Impact", "PLAYBOOK#impact")),
                ("S101", "R103"),
            ),
            Need(
                "The score of a real incident, with its levels, its appetite and the reason, kept in its record",
                ("incident.impact",),
                (("An incident", "INCIDENT"),),
                ("L107", "L106", "S101"),
            ),
            Need(
                "Processes with what is at stake and what they hang on",
                ("process.stake", "process.tolerance", "process.automations.platform"),
                (("Business processes", "processes/index"),),
                ("R101", "S101"),
            ),
        ),
    ),
    Area(
        "Communication and roles",
        (
            Need(
                "Messages with named blanks, free of internals and easy to read",
                ("message.body", "message.placeholders"),
                (("Messages", "messages/index"),),
                ("M101", "M102", "M104", "M105"),
            ),
            Need(
                "Customer messages approved by somebody until a day",
                ("message.approval",),
                (("Messages", "messages/index"),),
                ("M103",),
            ),
            Need(
                "A message copied in one action, as text or as Markdown",
                ("message.subject", "message.body"),
                (("Messages", "messages/index"), ("In a playbook", "PLAYBOOK#messages")),
                ("S101",),
            ),
            Need(
                "Update cadence by severity and duration, and when leadership is told",
                ("rubric.severities.updates", "rubric.severities.leadership"),
                (("Severity and triage", "rubrics/index"), ("Messages", "PLAYBOOK#messages")),
                ("S101", "S103"),
            ),
            Need(
                "Roles that say what they may decide, what not, and when they hand over",
                ("role.authority", "role.may_not", "role.handoff"),
                (("Roles", "roles/index"),),
                ("O104",),
            ),
            Need(
                "Role cards with artefacts, rotation and the part in each phase",
                ("role.artefacts", "role.rotation", "role.raci"),
                (("Roles", "roles/index"),),
                ("S101",),
            ),
            Need(
                "Escalation that ends with somebody, at every severity and every hour of the week",
                ("escalation.levels", "escalation.then", "escalation.last_resort", "team.channels", "team.members"),
                (("Escalation paths", "escalations/index"),),
                ("E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E110"),
            ),
            Need(
                "Specialists: when they are called, how fast they come",
                ("escalation.specialists",),
                (("Escalation paths", "escalations/index"),),
                ("E102", "S101"),
            ),
            Need(
                "Drills with injects, played in their cadence and measured",
                ("drill.injects", "drill.runs", "policy.cadence.drill"),
                (("Drills", "drills/index"), ("What is due", "govern/dashboard#drills")),
                ("L104", "S101"),
            ),
            Need(
                "Actions from drills, tracked like those of incidents",
                ("drill.runs.actions",),
                (("What is due", "govern/dashboard#actions"),),
                ("L101", "L102", "L103"),
            ),
        ),
    ),
    Area(
        "Detection",
        (
            Need(
                "Signals with source, threshold and meaning, at an address of their own",
                ("signal.source", "signal.condition", "signal.threshold", "signal.indicates"),
                (("Signals", "signals/index"),),
                ("S101", "S104"),
            ),
            Need(
                "No signal without a playbook, no playbook without a signal",
                ("playbook.signals",),
                (("Signals", "signals/index"), ("Coverage", "govern/coverage")),
                ("T101", "T102"),
            ),
            Need(
                "Signals that are tested, not noise, and not there twice",
                ("signal.words", "signal.reliability"),
                (("What is due", "govern/dashboard#signals"),),
                ("T103", "T104", "T105", "T106"),
            ),
            Need(
                "Holes that can be seen: failures without a playbook, a signal or a drill",
                ("playbook.failure.mode", "playbook.platforms", "playbook.processes"),
                (("Coverage", "govern/coverage"),),
            ),
        ),
    ),
    Area(
        "Learning",
        (
            Need(
                "Reviews without blame: timeline, decisions, what was known then",
                ("incident.timeline", "incident.factors", "incident.coordination", "incident.times"),
                (("An incident", "INCIDENT"),),
                ("L105", "L106"),
            ),
            Need(
                "Actions that end with proof that the risk went down, or with a reason",
                ("incident.actions",),
                (("What is due", "govern/dashboard#actions"),),
                ("L101", "L102", "L103"),
            ),
            Need(
                "Lessons and incidents that can be searched",
                ("incident.lessons.lesson", "incident.summary"),
                (("Incidents and lessons", "incidents/index#incidents"), ("What is happening?", "index")),
                ("S101",),
            ),
            Need(
                "Charts of times, failures and actions",
                ("incident.times", "incident.mode", "incident.actions.closed"),
                (("Incidents and lessons", "incidents/index"),),
                ("L105", "S104"),
            ),
        ),
    ),
    Area(
        "Governance",
        (
            Need(
                "A policy: who approves, who validates risk, who settles a dispute",
                ("policy.classes.approvers", "policy.classes.risk", "policy.conflict", "change.risk"),
                (("Policy", "policies/index"),),
                ("G105", "G107", "R101"),
            ),
            Need(
                "A class for every change: standard, normal or emergency",
                ("change.class", "change.emergency", "policy.classes"),
                (("Changes", "changes/index"), ("Policy", "policies/index")),
                ("S104", "G105", "G106"),
            ),
            Need(
                "Approvals bound to the exact content, never by the author",
                ("approval.digest", "approval.by", "change.records.digest"),
                (("Changes", "changes/index"),),
                ("G102", "G103", "G104"),
            ),
            Need(
                "Reviews in a cadence that the policy asks for",
                ("playbook.review", "review.date", "policy.cadence.review"),
                (("What is due", "govern/dashboard#reviews"),),
                ("V101", "V102", "V104", "V109"),
            ),
            Need(
                "Reviews that attest something, bound to the content that was read",
                ("review.checked", "review.digest"),
                (("About", "PLAYBOOK#about"),),
                ("V106", "V107"),
            ),
            Need(
                "Legal and contractual clocks",
                ("playbook.compliance",),
                (("Compliance clocks", "PLAYBOOK#compliance"),),
                ("P111", "S101"),
            ),
            Need(
                "Records that end: why, since when, what instead",
                ("playbook.retirement", "playbook.status", "module.status"),
                (("A retired playbook", "RETIRED"),),
                ("G111", "G112"),
            ),
            Need(
                "Waivers with a reason, by somebody entitled, until a day",
                ("waiver.rule", "waiver.reason", "waiver.role", "waiver.until"),
                (("Waivers", "waivers/index"),),
                ("G108", "G109", "G110", "S101"),
            ),
            Need(
                "Every statement leads back to its file and line, version, approval and commit",
                ("playbook.version", "change.records.digest", "approval.digest"),
                (("About", "PLAYBOOK#about"),),
                ("G101", "G102", "G103"),
            ),
        ),
    ),
)  # fmt: skip
"""What this product offers, in the order in which people ask."""
