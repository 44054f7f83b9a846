"""Kinds of change: a class each, which tells itself as a sentence for a process owner.

Each knows which version bump and which class of change (ITIL 4, change enablement) it asks for. What a field means
stands in `breakglass.governance.meaning`; `breakglass.governance.compare` finds the changes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic_core import PydanticCustomError

from breakglass.governance.meaning import Meaning, Sort, Weight
from breakglass.records.values import parse_duration
from breakglass.records.words import after as after_words
from breakglass.records.words import in_words

if TYPE_CHECKING:
    from breakglass.governance.versions import Bump
    from breakglass.records.vocabulary import ChangeClass

Path = tuple[str | int, ...]

_LONG = 160
"""Texts longer than this are not quoted whole."""
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
            before, after = (self.meaning.nothing if nothing(v) else self._said(v) for v in (self.before, self.after))
            return self.meaning.said.format(it=self.it or "it", before=before, after=after)
        if nothing(self.before):
            return f"{place} is new: {after}"
        if nothing(self.after):
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
        if long and not nothing(self.before) and not nothing(self.after):
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
        if nothing(self.before) or nothing(self.after):
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


CLASSES: dict[Sort, type[Change]] = {
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


def nothing(value: object) -> bool:
    """Whether a value says nothing: left out, or empty."""
    return value is None or value in ("", [], {})


def _reads_the_same(before: object, after: object) -> bool:
    """Whether two texts differ only in case, punctuation, marks of layout and the spelling of blanks."""
    return _spoken(before) == _spoken(after)


def _spoken(value: object) -> list[str]:
    # Numbers keep their signs and points: 1.5 is not 15, and -1 not 1.
    text = unicodedata.normalize("NFKC", str(value)).casefold()
    return re.findall(r"[-+]?\d+(?:[.,:]\d+)*|\w+|[<>=%/@&+]", text)


def _quoted(value: object) -> str:
    text = flat(value)
    return f"“{cut(text)}”"


def _told(value: object) -> str:
    """What a part says of itself, after a colon; nothing where it has no words of its own."""
    if isinstance(value, dict):
        own = ("do", "ask", "title", "what", "when", "check", "summary", "value", "target", "action", "address")
        text = next((str(value[key]) for key in own if isinstance(value.get(key), str)), "")
    else:
        text = ""
    return f": {cut(text)}" if text else ""


def cut(text: str) -> str:
    """A text as it is quoted: what is too long for a sentence ends with an ellipsis."""
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"


def flat(value: object) -> str:
    """A value as one line of text."""
    if isinstance(value, dict):
        return ", ".join(f"{str(key).replace('_', ' ')} {flat(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(flat(item) for item in value)
    return "nothing" if value is None else " ".join(str(value).split())
