"""The pages of the rules: each with what it finds, why, how to mend it, and an example of both kinds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from breakglass.checks.waivers import NEVER_WAIVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breakglass.checks.rule import Example, Rule, Scope
    from breakglass.views.links import Links

RULES = "govern/rules"
"""Where the list of rules stands below the top of the site; the page of each stands below it."""

_LOOKS_AT: dict[Scope, str] = {
    "file": "one file, while it is read",
    "alone": "one record by itself",
    "record": "one record at a time, with those it refers to or the day",
    "catalogue": "all records together",
    "excuses": "waivers and suppressions, once all else is found",
    "request": "a pull request beside its base",
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """An example as a reader sees it, a note on what the snippet alone does not show, and what stands beside it."""

    text: str
    note: str
    beside: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleView:
    """The page of a rule."""

    code: str
    name: str
    severity: str
    family: str
    looks_at: str
    excused: bool
    since: str
    detects: str
    why: tuple[str, ...]
    mend: str
    bad: tuple[Snippet, ...]
    good: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list of all."""

    code: str
    name: str
    severity: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Family:
    """A family of rules."""

    letter: str
    title: str
    rules: tuple[RuleLine, ...]


def rule_path(code: str) -> str:
    """Where the page of a rule stands below the top of the site, without a suffix."""
    return f"{RULES}/{code}"


def rule_families(rules: Iterable[Rule], links: Links) -> tuple[Family, ...]:
    """All rules by family."""
    grouped = groupby(rules, key=lambda rule: (rule.code[0], rule.family))
    return tuple(
        Family(letter, title, tuple(_line(rule, links) for rule in members)) for (letter, title), members in grouped
    )


def _line(rule: Rule, links: Links) -> RuleLine:
    about = rule.headline.removeprefix("Use this rule to ")
    about = f"{about[:1].upper()}{about[1:]}"
    return RuleLine(rule.code, rule.name, rule.severity, about, links.page(rule_path(rule.code)))


def rule_view(rule: Rule) -> RuleView:
    """One rule. Its documentation says in the first paragraph what it finds, and in the last how to mend it."""
    detects, *why, mend = (" ".join(part.split()) for part in rule.doc.split("\n\n"))
    return RuleView(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        family=rule.family,
        looks_at=_LOOKS_AT[rule.scope],
        excused=not rule.code.startswith(NEVER_WAIVED),
        since=rule.since,
        detects=detects,
        why=tuple(why),
        mend=mend,
        bad=tuple(snippet(example) for example in rule.bad),
        good=tuple(snippet(example) for example in rule.good),
    )


_LONGEST = 400


def snippet(example: Example) -> Snippet:
    """An example as text: bytes that cannot be shown are written as Python does."""
    if example.raw is not None:
        shown = repr(example.raw)[2:-1].replace("\\n", "\n")
        return Snippet(shown if len(shown) <= _LONGEST else f"{shown[:60]}…", "")
    beside = [
        *(_beside(other, "At the base") for other in example.base or ()),
        *(_beside(other, "Beside it") for other in example.also),
        *(Snippet("", f"The pull request deletes {name}") for name in example.removes),
        *(Snippet("", f"The pull request makes of {name} what has {digest}") for name, digest in example.beside),
    ]
    notes = []
    if example.without:
        notes.append(f"{_with_article(example)} without {', '.join(f'`{key}`' for key in example.without)}")
    if example.file:
        notes.append(f"in a file called {example.file}")
    text = example.text.strip("\n").replace("\ufeff", "\\ufeff").replace("\r", "\\r").replace("\t", "→")
    if not text:
        text = f"kind: {example.kind}\nid: …"
    return Snippet(text, ", ".join(notes), tuple(beside))


def _beside(example: Example, where: str) -> Snippet:
    shown = snippet(example)
    note = f"{where}, {_with_article(example)}" if example.kind else where
    return Snippet(shown.text, f"{note}, {shown.note}" if shown.note else note)


def _with_article(example: Example) -> str:
    kind = example.kind or "record"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
