"""The rules page: each rule with what it finds, why, how to mend it, and an example of both kinds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breakglass.checks.rule import Example, Rule


@dataclass(frozen=True, slots=True)
class Snippet:
    """An example as a reader sees it, with a note on what the snippet alone does not show."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule on the rules page."""

    code: str
    name: str
    severity: str
    found_by: str
    paragraphs: tuple[str, ...]
    bad: tuple[Snippet, ...]
    good: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A family of rules."""

    title: str
    rules: tuple[RuleView, ...]


def rule_views(rules: Iterable[Rule]) -> tuple[Family, ...]:
    """All rules by family."""
    grouped = groupby(rules, key=lambda rule: rule.family)
    return tuple(Family(title, tuple(rule_view(rule) for rule in members)) for title, members in grouped)


def rule_view(rule: Rule) -> RuleView:
    """One rule."""
    scope = "while reading a file"
    if rule.check_alone:
        scope = "in each record by itself"
    elif rule.check_record:
        scope = "in each record, with what it refers to or the day"
    elif rule.check_catalogue:
        scope = "across all records"
    return RuleView(
        rule.code,
        rule.name,
        rule.severity,
        scope,
        tuple(" ".join(part.split()) for part in rule.doc.split("\n\n")),
        tuple(snippet(example) for example in rule.bad),
        tuple(snippet(example) for example in rule.good),
    )


_LONGEST = 400


def snippet(example: Example) -> Snippet:
    """An example as text: bytes that cannot be shown are written as Python does."""
    if example.raw is not None:
        shown = repr(example.raw)[2:-1].replace("\\n", "\n")
        return Snippet(shown if len(shown) <= _LONGEST else f"{shown[:60]}…", "")
    notes = []
    if example.without:
        article = "an" if (example.kind or "")[:1] in "aeiou" else "a"
        notes.append(f"{article} {example.kind} without {', '.join(f'`{key}`' for key in example.without)}")
    if example.file:
        notes.append(f"in a file called {example.file}")
    if example.also:
        notes.append("with another record beside it")
    text = example.text.strip("\n").replace("\ufeff", "\\ufeff").replace("\r", "\\r").replace("\t", "→")
    if not text:
        text = f"kind: {example.kind}\nid: …"
    return Snippet(text, ", ".join(notes))
