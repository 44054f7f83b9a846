"""Difference by meaning: what changed between two versions of a record, and what that asks for.

One walk over the values of both versions yields changes. Parts of a list are matched by what names them and not by
their place, so that a new step at the top is one addition and not a change of every step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel
from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz

from breakglass.governance.change import (
    CLASSES,
    PartAdded,
    PartMoved,
    PartRemoved,
    PartsReordered,
    RecordAdded,
    RecordRemoved,
    Unexplained,
    cut,
    flat,
    nothing,
)
from breakglass.governance.meaning import MEANINGS, Meaning, Sort
from breakglass.governance.versions import BUMPS
from breakglass.records.kinds import KINDS
from breakglass.records.playbook import PhasePlan
from breakglass.records.record import Maintained
from breakglass.records.values import parse_duration
from breakglass.records.words import after as after_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.governance.change import Change, Path
    from breakglass.governance.versions import Bump
    from breakglass.records.vocabulary import ChangeClass

_ALIKE = 60
"""From this likeness in percent on, two nameless texts count as one that was reworded (rapidfuzz's ratio)."""


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
        gone = nothing(after)
        yield CLASSES[meaning.sort](it=it, meaning=meaning, before=before, after=after, path=path, gone=gone)


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
        return f"“{cut(name)}”"


def _name(meaning: Meaning, item: Any) -> str:  # noqa: ANN401
    if isinstance(item, dict):
        return next((str(item[key]) for key in meaning.key if isinstance(item.get(key), str)), None) or flat(item)
    return flat(item)


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
