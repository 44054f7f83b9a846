"""Difference by meaning: what changed between two versions of a record, and what that asks for.

One walk over the values of both versions yields changes; each is of a class that can tell itself as a sentence for a
process owner, and knows which version bump (semver.org 2.0.0, read for people in place of programs) and which class
of change (ITIL 4, change enablement) it asks for. What a field means stands in `breakglass.governance.meaning`.

Parts of a list are matched by what names them and not by their place, so that a new step at the top is one addition
and not a change of every step.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from pydantic import BaseModel
from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz

from breakglass.governance.meaning import MEANINGS, Meaning, Sort, Weight
from breakglass.records.kinds import KINDS
from breakglass.records.playbook import PhasePlan
from breakglass.records.record import Maintained
from breakglass.records.values import parse_duration, version_key
from breakglass.records.words import after as after_words
from breakglass.records.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.records.vocabulary import ChangeClass

Bump = Literal["patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = get_args(Bump)
"""The parts of a version from the least to the most that people must relearn."""

Path = tuple[str | int, ...]

_LONG = 160
"""Texts longer than this are not quoted whole."""
_ALIKE = 60
"""From this likeness in percent on, two nameless texts count as one that was reworded (rapidfuzz's ratio)."""
_IN_FORCE = frozenset({"approved", "deprecated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed.

    `it` is the part of the record that it belongs to, in words (empty for the record itself). `path` leads to the
    value in the later version, or in the earlier one where `gone` is true.
    """

    bump: ClassVar[Bump] = "minor"
    change_class: ClassVar[ChangeClass] = "normal"
    why: ClassVar[str] = ""
    """Why it asks for its class, as the end of “normal, since …”."""

    it: str
    meaning: Meaning
    before: Any = None
    after: Any = None
    path: Path = ()
    gone: bool = False

    @property
    def asks(self) -> tuple[Bump, ChangeClass]:
        """The least bump and the least class."""
        return self.bump, self.change_class

    def sentence(self) -> str:
        """The change for a reader: one sentence with a capital and a full stop."""
        clause = self.clause()
        return f"{clause[:1].upper()}{clause[1:].rstrip('.')}."

    def clause(self) -> str:
        """The change as a clause, with neither capital nor full stop."""
        noun, before, after = self.meaning.noun, self._said(self.before), self._said(self.after)
        place = f"the {noun} of {self.it}" if self.it else f"the {noun}"
        if self.meaning.nothing:
            before, after = (self.meaning.nothing if _nothing(v) else self._said(v) for v in (self.before, self.after))
            return self.meaning.said.format(it=self.it or "it", before=before, after=after)
        if _nothing(self.before):
            return f"{place} is new: {after}"
        if _nothing(self.after):
            return f"{place} is gone; it was {before}"
        if self.meaning.said:
            return self.meaning.said.format(it=self.it or "it", before=before, after=after)
        return f"{place} is now {after} instead of {before}"

    def _said(self, value: object) -> str:
        return _quoted(value)


class Words(Change):
    """Text: quoted where it is short, named where it is long."""

    __slots__ = ()

    def clause(self) -> str:
        """The change as a clause."""
        long = max(len(str(self.before)), len(str(self.after))) > _LONG
        if long and not _nothing(self.before) and not _nothing(self.after):
            return f"the {self.meaning.noun}" + (f" of {self.it}" if self.it else "") + " is reworded"
        return super().clause()


class Reworded(Words):
    """Words that explain are other ones. Nobody does anything otherwise."""

    __slots__ = ()
    bump = "patch"
    change_class = "standard"


class InstructionReworded(Words):
    """Words that people act by are other ones."""

    __slots__ = ()
    bump = "patch"
    why = "people act by words that changed"

    @property
    def asks(self) -> tuple[Bump, ChangeClass]:
        """Only a new instruction, or one that is gone, is more than wording; one that reads the same is nothing."""
        if _nothing(self.before) or _nothing(self.after):
            return "minor", "normal"
        return ("patch", "standard") if _reads_the_same(self.before, self.after) else ("patch", "normal")


class ContactChanged(Change):
    """Somebody or something is found elsewhere."""

    __slots__ = ()
    bump = "patch"
    change_class = "standard"


class DateMoved(Change):
    """A day is another one."""

    __slots__ = ()
    bump = "patch"
    change_class = "standard"


class FactUpdated(Change):
    """What was measured or seen is another thing."""

    __slots__ = ()
    bump = "patch"
    change_class = "standard"


class LimitMoved(Change):
    """A time, a number or an amount is another one."""

    __slots__ = ()
    why = "a limit moves"

    def _said(self, value: object) -> str:
        try:
            duration = parse_duration(value)
        except PydanticCustomError:
            text = str(value)
            return text if re.fullmatch(r"[-+]?[0-9.]+|[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else _quoted(value)
        is_delay = self.meaning.noun == "delay"
        return after_words(duration) if is_delay else in_words(duration)


class ChoiceChanged(Change):
    """One of a few words that people go by is another one."""

    __slots__ = ()
    why = "what people go by is another thing"


class SafeguardChanged(Change):
    """Something that protects was set, changed or taken away."""

    __slots__ = ()
    bump = "major"
    why = "a safeguard changed"

    def clause(self) -> str:
        """The change as a clause."""
        if self.meaning.noun != "scope check":
            return super().clause()
        now = "now" if str(self.after).casefold() == "true" else "no longer"
        return self.meaning.said.format(it=self.it or "it", before="", after=now)


class ResponsibilityMoved(Change):
    """Somebody else answers, acts or is called."""

    __slots__ = ()
    bump = "major"
    why = "somebody else is responsible"


class AuthorityMoved(Change):
    """What somebody may do or decide is another thing."""

    __slots__ = ()
    bump = "major"
    why = "authority moves"


class Rerouted(Change):
    """The work goes on elsewhere."""

    __slots__ = ()
    bump = "major"
    why = "the way through the playbook is another one"


class StatusChanged(Change):
    """The record comes into force, or goes out of it."""

    __slots__ = ()
    why = "the record comes into force or goes out of it"

    @property
    def asks(self) -> tuple[Bump, ChangeClass]:
        """Major where it goes out of force, since whoever knows it must turn to something else."""
        leaves = str(self.before) in _IN_FORCE and str(self.after) not in _IN_FORCE
        return ("major" if leaves else "minor"), "normal"

    def clause(self) -> str:
        """The change as a clause."""
        return f"the record is now {self.after} instead of {self.before}"


class AudienceChanged(Change):
    """Other people may read it."""

    __slots__ = ()
    why = "other people may read it"

    def clause(self) -> str:
        """The change as a clause."""
        return f"the record is now for {self.after} readers instead of {self.before} ones"


class PartAdded(Change):
    """A part is new. `after` is its value, `before` nothing."""

    __slots__ = ()
    why = "something is new"

    @property
    def asks(self) -> tuple[Bump, ChangeClass]:
        """Words to find things by are no more than wording."""
        return ("patch", "standard") if self.meaning.weight is Weight.WORDS else ("minor", "normal")

    def clause(self) -> str:
        """The change as a clause."""
        return f"{self.it} is new{_told(self.after)}"


class PartRemoved(Change):
    """A part is gone. `before` is its value, `after` nothing."""

    __slots__ = ()
    why = "something is gone"

    @property
    def asks(self) -> tuple[Bump, ChangeClass]:
        """Where people worked by it they must relearn."""
        weights: dict[Weight, tuple[Bump, ChangeClass]] = {
            Weight.WORDS: ("patch", "standard"),
            Weight.USEFUL: ("minor", "normal"),
            Weight.NEEDED: ("major", "normal"),
        }
        return weights[self.meaning.weight]

    def clause(self) -> str:
        """The change as a clause."""
        return f"{self.it} is gone{_told(self.before)}"


class PartMoved(Change):
    """A part stands elsewhere in the record."""

    __slots__ = ()
    why = "a step is taken at another time"

    def clause(self) -> str:
        """The change as a clause."""
        return f"{self.it} now stands in {self.after} instead of {self.before}"


class PartsReordered(Change):
    """The same parts stand in another order."""

    __slots__ = ()
    why = "the order is another one"

    @property
    def asks(self) -> tuple[Bump, ChangeClass]:
        """Where the order means nothing, nothing happened."""
        return ("minor", "normal") if self.meaning.ordered else ("patch", "standard")

    def clause(self) -> str:
        """The change as a clause."""
        many = f"every {self.meaning.noun}" + (f" of {self.it}" if self.it else "")
        return f"{many} is still there, in another order: {self.after}"


class RecordAdded(Change):
    """The record is new."""

    __slots__ = ()
    why = "the record is new"

    def clause(self) -> str:
        """The change as a clause."""
        return "the record is new"


class RecordRemoved(Change):
    """The record is gone, and with it its address."""

    __slots__ = ()
    bump = "major"
    why = "the record is gone"

    def clause(self) -> str:
        """The change as a clause."""
        return "the record is gone; retire it instead, so that its address goes on to answer"


class Unexplained(Change):
    """A value that the table of meanings does not know. It counts as a change of what people do."""

    __slots__ = ()
    why = "nobody has said what this field means"

    def clause(self) -> str:
        """The change as a clause."""
        place = f"“{self.meaning.noun}”" + (f" of {self.it}" if self.it else "")
        return f"{place} is now {_quoted(self.after)} instead of {_quoted(self.before)}"


_CLASSES: dict[Sort, type[Change]] = {
    Sort.WORDING: Reworded,
    Sort.INSTRUCTION: InstructionReworded,
    Sort.CONTACT: ContactChanged,
    Sort.DATE: DateMoved,
    Sort.FACT: FactUpdated,
    Sort.LIMIT: LimitMoved,
    Sort.CHOICE: ChoiceChanged,
    Sort.SAFEGUARD: SafeguardChanged,
    Sort.WHO: ResponsibilityMoved,
    Sort.POWER: AuthorityMoved,
    Sort.ROUTE: Rerouted,
    Sort.STATUS: StatusChanged,
    Sort.AUDIENCE: AudienceChanged,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two versions of a record.

    `bump` is the least that the version must rise, or nothing where only the paperwork changed, the record is new, or
    its kind has no versions. `change_class` is the least class of change, leaving emergencies aside: these are
    declared and not seen.
    """

    changes: tuple[Change, ...]
    bump: Bump | None
    change_class: ChangeClass

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the class is what it is, the most frequent reason first."""
        counted: dict[str, int] = {}
        for change in self.changes:
            if change.asks[1] == self.change_class and change.why:
                counted[change.why] = counted.get(change.why, 0) + 1
        return tuple(sorted(counted, key=lambda why: -counted[why]))


def compare(kind: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Difference:
    """What changed between the values of two versions of a record, each as written; nothing where there is none."""
    changes = tuple(_whole(kind, before, after))
    bumps = [change.asks[0] for change in changes]
    model = KINDS.get(kind)
    versioned = model is not None and issubclass(model, Maintained) and before is not None and after is not None
    bump = max(bumps, key=BUMPS.index) if bumps and versioned else None
    normal = any(change.asks[1] == "normal" for change in changes)
    return Difference(changes, bump, "normal" if normal else "standard")


def rise(before: str, after: str) -> Bump | None:
    """By what a version has risen, or nothing where it has not. Raises `ValueError` for what is no version."""
    old, new = version_key(before), version_key(after)
    if new <= old:
        return None
    return "major" if new[0] > old[0] else "minor" if new[1] > old[1] else "patch"


def raised(version: str, bump: Bump) -> str:
    """The next version for a bump (semver.org 2.0.0, clauses 6 to 8)."""
    major, minor, patch = version_key(version)
    following = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1)}
    return ".".join(map(str, following[bump]))


def _whole(kind: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterator[Change]:
    head = Meaning(Sort.PART, "record")
    if before is None and after is None:
        return
    if before is None:
        yield RecordAdded(it="", meaning=head, after=after)
    elif after is None:
        yield RecordRemoved(it="", meaning=head, before=before, gone=True)
    else:
        yield from _moves(list(_fields("", KINDS.get(kind), before, after, ())))


def _fields(it: str, model: type[BaseModel] | None, before: Any, after: Any, path: Path) -> Iterator[Change]:  # noqa: ANN401 - trees of plain values
    rows = MEANINGS.get(model, {}) if model else {}
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        meaning = rows.get(key)
        if meaning is None:
            yield Unexplained(it=it, meaning=Meaning(Sort.PART, str(key)), before=old, after=new, path=(*path, key))
        else:
            inner = _inner(model, key) if model else ()
            yield from _value(it, meaning, inner, old, new, (*path, key))


def _value(
    it: str,
    meaning: Meaning,
    models: tuple[type[BaseModel], ...],
    before: Any,  # noqa: ANN401
    after: Any,  # noqa: ANN401
    path: Path,
) -> Iterator[Change]:
    if before == after or meaning.sort is Sort.PAPER:
        return
    if meaning.sort is Sort.PART:
        old, new = before or {}, after or {}
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _fields(it, models[0] if models else None, old, new, path)
        else:
            yield Unexplained(it=it, meaning=meaning, before=before, after=after, path=path)
    elif meaning.sort is Sort.PARTS:
        shapes = {type(side) for side in (before, after) if side is not None}
        if shapes == {dict}:
            yield from _parts(it, meaning, models, _keyed(before), _keyed(after), path)
        elif shapes == {list}:
            yield from _parts(it, meaning, models, *_named(meaning, before or [], after or []), path)
        else:
            yield Unexplained(it=it, meaning=meaning, before=before, after=after, path=path)
    else:
        gone = _nothing(after)
        yield _CLASSES[meaning.sort](it=it, meaning=meaning, before=before, after=after, path=path, gone=gone)


@dataclass(frozen=True, slots=True)
class _Item:
    """One of several parts: where it stands in its list or mapping, how it is called, what it holds."""

    place: str | int
    called: str
    value: Any


def _keyed(items: dict[str, Any] | None) -> dict[str, _Item]:
    return {key: _Item(key, f"“{key}”", value) for key, value in (items or {}).items()}


def _named(meaning: Meaning, before: list[Any], after: list[Any]) -> tuple[dict[str, _Item], dict[str, _Item]]:
    """The items of two lists by what names them; nameless texts that are much alike get the name of the earlier."""
    old, new = _by_name(meaning, before), _by_name(meaning, after)
    if "id" in meaning.key:
        return old, new  # an id is an address: whoever changes it makes another thing
    left = {name for name in old if name not in new}
    renamed = {}
    for name, item in new.items():
        twin = None
        if name not in old:
            twin = max(left, key=lambda other: (fuzz.ratio(other, name), other), default=None)
        if twin is not None and fuzz.ratio(twin, name) >= _ALIKE:
            left.discard(twin)
            renamed[twin] = item
        else:
            renamed[name] = item
    return old, renamed


def _by_name(meaning: Meaning, items: list[Any]) -> dict[str, _Item]:
    """Items by what names them; a second one of the same name gets a number."""
    found: dict[str, _Item] = {}
    for place, item in enumerate(items):
        name = _name(meaning, item)
        number = 2
        while name in found:
            name = f"{_name(meaning, item)} ({number})"
            number += 1
        called = f"{place + 1} (“{name}”)" if meaning.numbered else _called(name)
        found[name] = _Item(place, called, item)
    return found


def _called(name: str) -> str:
    try:
        return after_words(parse_duration(name))
    except PydanticCustomError:
        return f"“{_cut(name)}”"


def _name(meaning: Meaning, item: Any) -> str:  # noqa: ANN401
    if isinstance(item, dict):
        return next((str(item[key]) for key in meaning.key if isinstance(item.get(key), str)), None) or _flat(item)
    return _flat(item)


def _parts(
    it: str,
    meaning: Meaning,
    models: tuple[type[BaseModel], ...],
    before: dict[str, _Item],
    after: dict[str, _Item],
    path: Path,
) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        item = new or old
        if item is None or (old and new and old.value == new.value):
            continue
        where = f"{meaning.noun} {item.called}" + (f" of {it}" if it else "")
        at = (*path, item.place)
        if old is None:
            yield PartAdded(it=where, meaning=meaning, after=item.value, path=at)
        elif new is None:
            yield PartRemoved(it=where, meaning=meaning, before=item.value, path=at, gone=True)
        else:
            yield from _same_part(it, where, meaning, models, (old, new), at)
    kept = [name for name in before if name in after]
    now = [name for name in after if name in before]
    if kept != now:
        order = ", ".join(after[name].called for name in now)
        yield PartsReordered(it=it, meaning=meaning, before=kept, after=order, path=path)


def _same_part(
    it: str,
    where: str,
    meaning: Meaning,
    models: tuple[type[BaseModel], ...],
    sides: tuple[_Item, _Item],
    path: Path,
) -> Iterator[Change]:
    old, new = (side.value for side in sides)
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _fields(where, _model(models, new), old, new, path)
        # What names a nameless part is text too, and was reworded if the part was recognised all the same.
    elif meaning.value is not None:
        inner = meaning.value
        if inner.sort is Sort.PARTS or inner.said or not isinstance(sides[1].place, int):
            yield from _value(where, inner, (), old, new, path)
        else:
            noun = f"{meaning.noun} {sides[1].place + 1}" if meaning.ordered else f"{meaning.noun} {sides[0].called}"
            yield from _value(it, replace(inner, noun=noun), (), old, new, path)
    else:
        yield Unexplained(it=it, meaning=meaning, before=old, after=new, path=path)


def _moves(changes: list[Change]) -> Iterator[Change]:
    """The changes, with a step that left one phase for another told as that."""
    came = {(c.meaning.noun, c.it): c for c in changes if isinstance(c, PartAdded) and "phases" in c.path}
    left = {(c.meaning.noun, c.it): c for c in changes if isinstance(c, PartRemoved) and "phases" in c.path}
    for change in changes:
        name = (change.meaning.noun, change.it)
        if isinstance(change, PartAdded | PartRemoved) and name in came and name in left:
            if isinstance(change, PartAdded):
                old, new = left[name], came[name]
                yield PartMoved(
                    it=change.it, meaning=change.meaning, before=old.path[1], after=new.path[1], path=change.path
                )
                if isinstance(old.before, dict) and isinstance(new.after, dict):
                    model = _model(_inner(PhasePlan, "steps"), new.after)
                    yield from _fields(change.it, model, old.before, new.after, change.path)
        else:
            yield change


@cache
def _inner(model: Any, key: str) -> tuple[type[BaseModel], ...]:  # noqa: ANN401 - a model, or a type that holds some
    """The models of the parts that a field holds; none where its values are plain."""
    fields = getattr(model, "model_fields", {})
    field = next((field for name, field in fields.items() if (field.alias or name) == key), None)
    return tuple(_models(field.annotation)) if field else ()


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _model(models: tuple[type[BaseModel], ...], value: dict[str, Any]) -> type[BaseModel] | None:
    """Which of the models a value is of: of several, the one that has most of its keys."""
    return max(models, key=lambda model: len(value.keys() & MEANINGS.get(model, {}).keys()), default=None)


def _nothing(value: object) -> bool:
    return value is None or value in ("", [], {})


def _reads_the_same(before: object, after: object) -> bool:
    """Whether two texts differ only in case, punctuation, marks of layout and the spelling of blanks."""
    return _spoken(before) == _spoken(after)


def _spoken(value: object) -> list[str]:
    # Numbers keep their signs and points: 1.5 is not 15, and -1 not 1.
    text = unicodedata.normalize("NFKC", str(value)).casefold()
    return re.findall(r"[-+]?\d+(?:[.,:]\d+)*|\w+|[<>=%/@&+]", text)


def _quoted(value: object) -> str:
    text = _flat(value)
    return f"“{_cut(text)}”"


def _told(value: object) -> str:
    """What a part says of itself, after a colon; nothing where it has no words of its own."""
    if isinstance(value, dict):
        own = ("do", "ask", "title", "what", "when", "check", "summary", "value", "target", "action", "address")
        text = next((str(value[key]) for key in own if isinstance(value.get(key), str)), "")
    else:
        text = ""
    return f": {_cut(text)}" if text else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"


def _flat(value: object) -> str:
    """A value as one line of text."""
    if isinstance(value, dict):
        return ", ".join(f"{str(key).replace('_', ' ')} {_flat(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    return "nothing" if value is None else " ".join(str(value).split())
