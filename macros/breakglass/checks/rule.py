"""What a rule is: a module with a docstring, four constants, examples and at most one check.

A rule module in `breakglass.checks.rules` is its own documentation. Its docstring starts with
"Use this rule to ..." and goes on with why it matters and how to mend it. Beside it stand

    CODE = "E104"                    # a letter for the family and three digits, never reused
    NAME = "escalation-no-last-resort"
    SEVERITY = Severity.ERROR
    GOOD = (Example(...), ...)       # each yields nothing
    BAD = (Example(..., at=(4, 9)), ...)   # each yields exactly this code at exactly this place

and one function, which sees no more than it needs: `check_alone` where the record by itself shows the fault (what it
finds is kept as long as the file stays the same, even between runs), `check_record` where it takes the records around
it or the day (a rule may have both of these, so that what the record alone shows is not looked for again),
`check_catalogue` where only the whole collection shows the fault, `check_waivers` or `check_suppressions` for excuses
that excuse nothing once all else was found, `check_request` for faults of a pull request that show only beside its
base, or none where the loader itself finds it while reading. A rule that is newer than 0.1.0 says so in `SINCE`. One
whose fault can be mended without a thought also has

    FIX = "takes the mark away"      # what `breakglass lint --fix` does, as the end of a sentence

and a function `fix`, which gets the text of a file and the day and returns the text without the fault, or as it is.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol, cast

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.checks.suppressions import Suppression
    from breakglass.findings import Severity, Span
    from breakglass.governance.request import Request
    from breakglass.records.vocabulary import SignatureState
    from breakglass.records.waiver import Waiver

FAMILIES = {
    "Y": "YAML",
    "S": "Schema",
    "R": "References",
    "T": "Signals",
    "O": "Owners",
    "V": "Reviews and versions",
    "E": "Escalation",
    "D": "Decisions",
    "M": "Messages",
    "P": "Phases and steps",
    "G": "Governance",
    "L": "Learning",
    "X": "Safety",
}


Scope = Literal["file", "alone", "record", "catalogue", "excuses", "request"]


@dataclass(frozen=True, slots=True)
class Example:
    """A snippet of YAML that a rule accepts or refuses.

    A snippet with a `kind` holds top-level keys of a record; they replace the keys of the same name in
    that kind's specimen (see `breakglass.records.specimen`), so that an example shows only what matters. With
    an `id` of its own it is a second record beside the specimen. `without` names keys that the specimen
    loses. A snippet with no `kind` is a whole file, and `raw` is one as bytes. `file` names the file, by
    default after the id. `also` holds further snippets, for faults that need several records. `at` is the
    line and column, both from 1 and counted in the snippet, where the finding must stand; (0, 0) means the
    `id` of the record, for keys that are not there. `signature` is what checking the signature of the approval gives.
    `base` makes the example a pull request: what stands at its base
    instead, beside the specimens; `removes` are files that the request deletes, `beside` those that it writes which are
    no records and decide how requests are judged, with the digest of what counts in them.
    """

    text: str = ""
    kind: str | None = None
    without: tuple[str, ...] = ()
    raw: bytes | None = None
    file: str | None = None
    also: tuple[Example, ...] = ()
    at: tuple[int, int] | None = None
    signature: SignatureState | None = None
    base: tuple[Example, ...] | None = None
    removes: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check yields: a place and plain words. The engine adds the rule's code and severity."""

    span: Span
    message: str
    mend: str = ""
    others: tuple[tuple[str, Span], ...] = ()


class RuleModule(Protocol):
    """What every module in `breakglass.checks.rules` offers."""

    __doc__: str
    __name__: str
    CODE: str
    NAME: str
    SEVERITY: Severity
    GOOD: tuple[Example, ...]
    BAD: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine, `explain` and the rules page see it."""

    code: str
    name: str
    severity: Severity
    doc: str
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    check_record: Callable[[Entry, Catalogue, date], Iterator[Problem]] | None
    check_catalogue: Callable[[Catalogue, date], Iterator[Problem]] | None
    check_waivers: Callable[[tuple[Waiver, ...], Catalogue], Iterator[Problem]] | None = None
    check_alone: Callable[[Entry], Iterator[Problem]] | None = None
    check_suppressions: Callable[[tuple[tuple[Suppression, str], ...]], Iterator[Problem]] | None = None
    fix: Callable[[str, date], str] | None = None
    check_request: Callable[[Request, date], Iterator[Problem]] | None = None
    since: str = "0.1.0"

    @property
    def family(self) -> str:
        """The family the code's letter stands for."""
        return FAMILIES[self.code[0]]

    @property
    def scope(self) -> Scope:
        """What the rule looks at. What is found in a `file` while it is read stands before all other rules."""
        if self.check_record is not None:
            return "record"
        if self.check_alone is not None:
            return "alone"
        if self.check_catalogue is not None:
            return "catalogue"
        if self.check_request is not None:
            return "request"
        return "file" if self.check_waivers is None and self.check_suppressions is None else "excuses"

    @property
    def headline(self) -> str:
        """The first sentence of the documentation."""
        return self.doc.split("\n\n", 1)[0].replace("\n", " ")


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the codes.

    Raises `ValueError` where two modules claim one code or one has no documentation.
    """
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(rules.__path__, rules.__name__ + "."):
        module = cast("RuleModule", importlib.import_module(info.name))
        if not (module.__doc__ or "").startswith("Use this rule to "):
            raise ValueError(f"{module.__name__}: the docstring of a rule starts with 'Use this rule to '")
        if module.CODE in found:
            raise ValueError(f"{module.__name__}: the code {module.CODE} is taken")
        if module.CODE[0] not in FAMILIES:
            raise ValueError(f"{module.__name__}: {module.CODE} belongs to no family")
        found[module.CODE] = Rule(
            code=module.CODE,
            name=module.NAME,
            severity=module.SEVERITY,
            doc=_doc(module),
            good=module.GOOD,
            bad=module.BAD,
            check_record=getattr(module, "check_record", None),
            check_catalogue=getattr(module, "check_catalogue", None),
            check_waivers=getattr(module, "check_waivers", None),
            check_alone=getattr(module, "check_alone", None),
            fix=getattr(module, "fix", None),
            check_suppressions=getattr(module, "check_suppressions", None),
            check_request=getattr(module, "check_request", None),
            since=getattr(module, "SINCE", "0.1.0"),
        )
    return dict(sorted(found.items()))


def _doc(module: RuleModule) -> str:
    """The documentation; its last paragraph, on how to mend the fault, also says what is done by itself."""
    doc, fix = (module.__doc__ or "").strip(), getattr(module, "FIX", None)
    return f"{doc} `breakglass lint --fix` {fix}." if fix else doc


def codes_meant(word: str) -> tuple[str, ...]:
    """The codes that a code, the beginning of one, or the name of a rule means. Raises `ValueError` for none."""
    meant = tuple(code for code in all_rules() if code.startswith(word.upper())) or tuple(
        code for code, rule in all_rules().items() if rule.name == word.lower()
    )
    if not word or not meant:
        names = [rule.name for rule in all_rules().values()]
        near = did_you_mean(word.upper(), all_rules()) or did_you_mean(word.lower(), names)
        raise ValueError(f"there is no rule {word}. {near or '`breakglass explain` lists them.'}")
    return meant
