"""What the pages of playbooks and drills hand to response mode: data, in the words a responder reads.

The scripts that read it are in `overrides/components/response/`; `playbook.js` there describes the same shape.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from breakglass.governance.severity import rubric_of, severity_level
from breakglass.records.appetite import Appetite
from breakglass.records.escalation import Escalation
from breakglass.records.message import Message
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role
from breakglass.records.vocabulary import DIMENSION_TITLE, DIMENSIONS, GATE_TITLE, RECIPIENT_TITLE
from breakglass.views import prose
from breakglass.views.ladders import escalation_ladder
from breakglass.views.work import steps_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from breakglass.records.drill import Drill
    from breakglass.records.playbook import Node, Outcome
    from breakglass.records.values import Ref, Target
    from breakglass.views.named import Names
    from breakglass.views.work import PhaseView, StepView

Json = dict[str, Any]
"""One object of the data; its keys are the contract with the script."""


@dataclass(frozen=True, slots=True)
class ResponseData:
    """The playbook as JSON objects for script elements of its page, which the script takes for one.

    What repeats a part of the page is an object of its own, to stand right behind that part: gzip looks back 32 kB, and
    a page of 200 kB is 4 kB smaller for it.
    """

    tree: Markup
    steps: Markup
    messages: Markup
    rest: Markup


def response_data(playbook: Playbook, phases: tuple[PhaseView, ...], names: Names) -> ResponseData:
    """The playbook as response mode needs it."""
    steps = [(phase, step) for phase in phases for step in steps_in(phase.items)]
    titles = {step.anchor: f"Step {step.number}: {prose.plain(step.text)}" for _, step in steps}
    data = {
        "id": playbook.id,
        "title": prose.plain(playbook.title),
        "version": str(playbook.version),
        "mode": playbook.failure.mode,
        "platforms": [_named(reference, names) for reference in playbook.platforms],
        "processes": [_id(reference, names) for reference in playbook.processes],
        "signals": [_named(reference, names) for reference in playbook.signals],
        "impact": playbook.impact.levels(),
        "phases": [{"id": phase.id, "title": phase.title} for phase in phases],
        "roles": list(_roles(playbook, names)),
        "levels": list(_levels(playbook, names)),
        "duties": [
            {
                "duty": prose.plain(duty.duty),
                "applies": prose.plain(duty.applies_if),
                "minutes": _minutes(duty.clock),
                "starts": prose.plain(duty.starts),
                "role": prose.plain(names.named(duty.role).title),
            }
            for duty in playbook.compliance
        ],
        "evidence": [
            {"id": item.id, "what": prose.plain(item.what), "where": prose.plain(item.where)}
            for item in playbook.evidence
        ],
        "rubric": _rubric(playbook, names),
    }
    return ResponseData(
        tree=_script({"tree": _tree(playbook, titles, names)}),
        steps=_script({"steps": [_step(phase, step) for phase, step in steps]}),
        messages=_script({"messages": list(_messages(playbook, names))}),
        rest=_script(data),
    )


def drill_data(drill: Drill, names: Names) -> Markup:
    """A drill as JSON for a script element of its page: what comes in when, and the playbooks it can be played with."""
    playbooks = (names.catalogue.find(Playbook, reference) for reference in drill.playbooks)
    return _script(
        {
            "id": drill.id,
            "title": prose.plain(drill.title),
            "scenario": prose.plain(drill.scenario),
            "injects": [
                {
                    "minutes": _minutes(inject.at),
                    "to": prose.plain(names.named(inject.to).title),
                    "what": prose.plain(inject.what),
                    "expect": prose.plain(inject.expect),
                }
                for inject in drill.injects
            ],
            "playbooks": [
                {
                    "id": playbook.id,
                    "title": prose.plain(playbook.title),
                    "version": str(playbook.version),
                    "href": names.links.to(playbook.key),
                    "severity": level.id if (level := severity_level(playbook, names.catalogue)) else "",
                }
                for playbook in playbooks
                if playbook is not None
            ],
        }
    )


def _script(data: Json) -> Markup:
    # Inside a script element only `<` could end it or open a comment; as an escape it is the same JSON.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - JSON without `<`, in a script element that is data


def _minutes(duration: timedelta) -> int:
    return int(duration.total_seconds() // 60)


def _named(reference: Ref, names: Names) -> Json:
    return {"id": _id(reference, names), "title": prose.plain(names.named(reference).title)}


def _id(reference: Ref | Target, names: Names) -> str:
    """What a record is called in the data of a page; one that this edition withholds is not named there either."""
    withheld = names.catalogue.at(reference) is None and reference.key in names.withheld
    return "withheld" if withheld else str(reference)


def _step(phase: PhaseView, step: StepView) -> Json:
    go = step.otherwise_link
    return {
        "id": step.anchor,
        "number": step.number,
        "text": prose.plain(step.text),
        "phase": phase.id,
        "role": prose.plain(step.role.title),
        "minutes": step.minutes,
        "scope": step.scope,
        "changes": step.changes,
        "verify": prose.plain(step.verify),
        "otherwise": prose.plain(go.title if go else step.otherwise),
        "go": go.href if go else None,
    }


def _roles(playbook: Playbook, names: Names) -> Iterator[Json]:
    """The roles that a playbook names and those that join at its severity, each with its hand-over."""
    level = severity_level(playbook, names.catalogue)
    joins = [role.key for role in level.joins] if level else []
    named = (r.target for r in names.catalogue.outgoing(playbook.key) if r.target[0] == "role")
    for key in dict.fromkeys((*joins, *named)):
        role = names.catalogue.find(Role, key[1])
        if role is not None:
            rotation = role.rotation
            yield {
                "id": role.id,
                "title": prose.plain(role.title),
                "joins": key in joins,
                "longest": _minutes(rotation.longest) if rotation else None,
                "next": prose.plain(rotation.next) if rotation else "",
                "handoff": [prose.plain(line) for line in role.handoff],
            }


def _tree(playbook: Playbook, steps: dict[str, str], names: Names) -> Json:
    decisions = playbook.decisions
    return {
        "start": decisions.start,
        "nodes": {name: _node(node, playbook, steps, names) for name, node in decisions.nodes.items()},
        "outcomes": {name: _outcome(outcome, playbook, steps, names) for name, outcome in decisions.outcomes.items()},
    }


def _node(node: Node, playbook: Playbook, steps: dict[str, str], names: Names) -> Json:
    step = f"step-{node.step}" if node.step else None
    return {
        "ask": prose.plain(node.ask or ""),
        "help": prose.plain(node.help or ""),
        "step": step if step in steps else None,
        "decides": _named(node.decides, names) if node.decides else None,
        "ways": [
            {"answer": prose.plain(answer), "to": _target(target, playbook, steps, names)}
            for answer, target in (*node.answers.items(), *([("", node.then)] if node.then else []))
        ],
    }


def _outcome(outcome: Outcome, playbook: Playbook, steps: dict[str, str], names: Names) -> Json:
    return {
        "title": prose.plain(outcome.title),
        "gate": GATE_TITLE[outcome.gate],
        "criteria": prose.plain(outcome.criteria),
        "decides": _named(outcome.decides, names),
        "go": _target(outcome.go, playbook, steps, names) if outcome.go else None,
    }


def _target(target: Target, playbook: Playbook, steps: dict[str, str], names: Names) -> Json:
    """Where an answer leads: another node, an outcome, a step, or the page of another record."""
    if target.kind in {"", "decision"} and target.name in playbook.decisions.nodes:
        return {"kind": "node", "id": target.name}
    if target.kind in {"", "outcome"} and target.name in playbook.decisions.outcomes:
        return {"kind": "outcome", "id": target.name}
    anchor = f"step-{target.name}"
    if target.kind == "step" and anchor in steps:
        return {"kind": "step", "id": anchor, "title": steps[anchor]}
    there = names.named(target) if target.key else None
    return {
        "kind": "record",
        "id": _id(target, names),
        "title": prose.plain(there.title) if there else f"{target}: leads nowhere yet",
        "href": there.href if there else None,
    }


def _messages(playbook: Playbook, names: Names) -> Iterator[Json]:
    for item in playbook.communication:
        message = names.catalogue.find(Message, item.message)
        if message is not None:
            approval = message.approval
            yield {
                "id": message.id,
                "title": prose.plain(message.title),
                "when": prose.plain(item.when),
                "to": RECIPIENT_TITLE[message.to],
                "sender": prose.plain(names.named(message.sender).title),
                "subject": message.subject or "",
                "body": message.body,
                "blanks": [
                    {"name": name, "what": prose.plain(blank.what), "example": prose.plain(blank.example)}
                    for name, blank in message.placeholders.items()
                ],
                "approver": prose.plain(names.named(approval.by).title) if approval else "",
                "until": approval.until.isoformat() if approval else "",
            }


def _levels(playbook: Playbook, names: Names) -> Iterator[Json]:
    """The levels of the escalation path, in minutes from the declaration."""
    path = names.catalogue.find(Escalation, playbook.escalation)
    for rung in escalation_ladder(path, names).rungs if path else ():
        contact = rung.quickest
        yield {
            "id": rung.anchor,
            "minutes": rung.minutes,
            "who": prose.plain(rung.who.title),
            "when": prose.plain(rung.when),
            "contact": (contact.number or contact.name) if contact else "",
            "href": contact.href if contact else None,
        }


def _rubric(playbook: Playbook, names: Names) -> Json | None:
    """What severities mean for the clocks, and what scores an incident under the appetite of the house."""
    rubric = rubric_of(names.catalogue)
    level = severity_level(playbook, names.catalogue)
    appetite = names.catalogue.find(Appetite, rubric.appetite) if rubric else None
    if rubric is None or appetite is None or level is None:
        return None
    return {
        "severity": level.id,
        "severities": [
            {
                "id": one.id,
                "title": prose.plain(one.title),
                "means": prose.plain(one.means),
                "updates": [{"after": _minutes(c.after), "every": _minutes(c.every)} for c in one.updates],
                "leadership": _minutes(one.leadership) if one.leadership is not None else None,
            }
            for one in rubric.severities
        ],
        "dimensions": [
            {"id": name, "title": DIMENSION_TITLE[name], "levels": [prose.plain(t) for t in rubric.dimensions[name]]}
            for name in DIMENSIONS
            if name in rubric.dimensions
        ],
        "appetite": {
            "id": appetite.id,
            "title": prose.plain(appetite.title),
            "counts": True,
            "weights": {name: appetite.weights.get(name, 0) for name in DIMENSIONS},
            "thresholds": appetite.thresholds,
            "floors": [
                {"dimension": f.dimension, "level": f.level, "severity": f.severity, "why": prose.plain(f.why)}
                for f in appetite.floors
            ],
        },
    }
