"""The types of single values: text, dates, durations, numbers, and references to other records.

A YAML scalar arrives here as the text that stands in the file; `None` stands for an empty value. Each type
says in its JSON Schema what an editor may complete and refuse.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SLUG = re.compile(SLUG)
_SEMVER = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_DURATION = re.compile(r"(0|[1-9][0-9]*)(m|h|d)")
_UNIT = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
SCHEMES = frozenset({"http", "https", "mailto", "tel", "slack", "msteams"})
"""The kinds of address that a link may have."""
_DIGITS = 7
_LETTERS_OF_A_NUMBER = 15
_LONGEST = timedelta(days=3650)


def _one_line(value: str) -> str:
    text = value.strip()
    if not text:
        raise PydanticCustomError("text_empty", "the text is empty; write it, or leave the key out")
    if "\n" in text:
        raise PydanticCustomError("text_lines", "this takes one line of text; use `>` to fold a long one")
    return text


def _prose(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("text_empty", "the text is empty; write it, or leave the key out")
    return value.strip("\n")


def _slug(value: str) -> str:
    if value == "index":
        raise PydanticCustomError("slug_index", "“index” is the name of the page that lists a kind; take another id")
    if not _SLUG.fullmatch(value):
        proposal = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        hint = f"; for example {proposal}" if proposal else ""
        raise PydanticCustomError(
            "slug",
            "“{value}” is not an id: small letters, digits and single hyphens{hint}",
            {"value": value, "hint": hint},
        )
    return value


def _handle(value: str) -> str:
    return _slug(value)


def parse_duration(value: object) -> timedelta:
    """A duration from text such as `15m`, `4h` or `180d`: minutes, hours or days, at most ten years."""
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    found = int(match[1]) * _UNIT[match[2]] if match and len(match[1]) <= _DIGITS else None
    if found is None or found > _LONGEST:
        raise PydanticCustomError(
            "duration",
            "“{value}” is not a duration: a whole number and m, h or d, as in 15m, 4h or 180d",
            {"value": "nothing" if value is None else str(value)},
        )
    return found


def write_duration(value: timedelta) -> str:
    """A duration as a record writes it, in the largest unit that keeps it whole: `90m`, `4h`, `180d`."""
    minutes = int(value.total_seconds() // 60)
    if minutes and minutes % 1440 == 0:
        return f"{minutes // 1440}d"
    if minutes and minutes % 60 == 0:
        return f"{minutes // 60}h"
    return f"{minutes}m"


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError(
                "date_calendar",
                "{value} is not in the calendar: {why}",
                {"value": value, "why": str(error)},
            ) from error
    raise PydanticCustomError("date_form", "“{value}” is not a date: write it as 2026-09-30", {"value": str(value)})


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z", value):
        try:
            return datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=UTC)
        except ValueError as error:
            raise PydanticCustomError(
                "date_calendar",
                "{value} is not in the calendar: {why}",
                {"value": value, "why": str(error)},
            ) from error
    raise PydanticCustomError(
        "moment_form",
        "“{value}” is not a moment in UTC: write it as 2026-09-30T08:15Z",
        {"value": "nothing" if value is None else str(value)},
    )


def write_moment(value: datetime) -> str:
    """A moment as a record writes it: RFC 3339 in UTC, to the minute."""
    return value.strftime("%Y-%m-%dT%H:%MZ")


def _digest(value: str) -> str:
    if not _DIGEST.fullmatch(value):
        raise PydanticCustomError(
            "digest",
            "“{value}” is not a digest: sha256: and 64 hexadecimal digits, as `breakglass` writes it",
            {"value": value},
        )
    return value


def _number(value: object, pattern: str, what: str) -> str:
    text = value if type(value) is str else ""
    if not re.fullmatch(pattern, text) or len(text) > _LETTERS_OF_A_NUMBER:
        quoted = type(value) is not str and isinstance(value, str)
        raise PydanticCustomError(
            "number",
            "“{value}” is not {what}{hint}",
            {"value": str(value), "what": what, "hint": "; take the quotes away" if quoted else ""},
        )
    return text


def _whole(value: object) -> int:
    return value if type(value) is int else int(_number(value, r"[-+]?[0-9]+", "a whole number"))


def _real(value: object) -> float:
    if type(value) in {int, float}:
        return float(value)  # type: ignore[arg-type]
    return float(_number(value, r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", "a number"))


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if type(value) is str and value in {"true", "True", "TRUE"}:
        return True
    if type(value) is str and value in {"false", "False", "FALSE"}:
        return False
    raise PydanticCustomError("flag", "“{value}” is neither true nor false", {"value": str(value)})


def _version(value: str) -> str:
    if not _SEMVER.fullmatch(value):
        raise PydanticCustomError(
            "version",
            "“{value}” is not a semantic version: three numbers with dots, as in 1.4.0",
            {"value": value},
        )
    return value


def version_key(version: str) -> tuple[int, int, int]:
    """A semantic version as numbers that sort (semver.org 2.0.0, clause 11)."""
    major, minor, patch = version.split(".")
    return int(major), int(minor), int(patch)


def _schema(kind: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Line = Annotated[str, AfterValidator(_one_line), _schema("string", minLength=1)]
"""One line of text. Markdown for emphasis, code and links is allowed."""

Prose = Annotated[str, AfterValidator(_prose), _schema("string", minLength=1)]
"""One or more paragraphs. A small Markdown is allowed: emphasis, code, links and lists."""

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$"), _schema("string", pattern="^[A-Z]{3}$")]
"""A currency by its ISO 4217 code."""

Slug = Annotated[str, AfterValidator(_slug), _schema("string", pattern=f"^{SLUG}$")]
Handle = Annotated[str, AfterValidator(_handle), _schema("string", pattern=f"^{SLUG}$")]
"""A person's handle on the forge or chat. Never a name with private contact data."""
Version = Annotated[str, AfterValidator(_version), _schema("string", pattern=r"^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$")]
Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(write_duration, return_type=str),
    _schema("string", pattern=r"^(0|[1-9]\d*)[mhd]$"),
]
Day = Annotated[date, BeforeValidator(_date), _schema("string", format="date")]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    PlainSerializer(write_moment, return_type=str),
    _schema("string", pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$"),
]
"""A moment in UTC, to the minute."""
Digest = Annotated[str, AfterValidator(_digest), _schema("string", pattern="^sha256:[0-9a-f]{64}$")]
"""The SHA-256 of a content, as lower-case hexadecimal digits (FIPS 180-4)."""
Whole = Annotated[int, BeforeValidator(_whole), _schema("integer")]
Real = Annotated[float, BeforeValidator(_real), _schema("number")]
Flag = Annotated[bool, BeforeValidator(_flag), _schema("boolean")]
Level = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=5), _schema("integer", minimum=1, maximum=5)]
"""A level from 1 (hardly) to 5 (as bad as it gets) on one of the rubric's dimensions."""


_FORGE_TEAM = r"@[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)*"


def _forge_team(value: str) -> str:
    if not re.fullmatch(_FORGE_TEAM, value):
        raise PydanticCustomError(
            "forge_team",
            "“{value}” is no name of a team on a forge: write it as @organisation/team, in quotes",
            {"value": value},
        )
    return value


ForgeTeam = Annotated[str, AfterValidator(_forge_team), _schema("string", pattern=f"^{_FORGE_TEAM}$")]
"""A team by its name on GitHub (`@organisation/team`) or GitLab (`@group/subgroup`)."""


class Ref(str):
    """A reference by id to a record of one kind. Subclasses fix the kind."""

    __slots__ = ()
    kind: ClassVar[str]

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id of the record that is meant."""
        return self.kind, str(self)

    @classmethod
    def parse(cls, value: str) -> Ref:
        """The reference that `value` writes; raises an error that pydantic reports if it is none."""
        return cls(_slug(value))

    @classmethod
    def pattern(cls) -> str:
        """The regular expression an editor checks the text against."""
        return f"^{SLUG}$"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Text that `parse` turns into a reference."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A string of the reference's form."""
        return {"type": "string", "pattern": cls.pattern()}


class TeamRef(Ref):
    """A team's id."""

    kind = "team"


class RoleRef(Ref):
    """A role's id."""

    kind = "role"


class PlatformRef(Ref):
    """A platform's id."""

    kind = "platform"


class ProcessRef(Ref):
    """A business process's id."""

    kind = "process"


class PlaybookRef(Ref):
    """A playbook's id."""

    kind = "playbook"


class ModuleRef(Ref):
    """A module's id."""

    kind = "module"


class SignalRef(Ref):
    """A signal's id."""

    kind = "signal"


class EscalationRef(Ref):
    """An escalation path's id."""

    kind = "escalation"


class MessageRef(Ref):
    """A message template's id."""

    kind = "message"


class AppetiteRef(Ref):
    """A risk appetite's id."""

    kind = "appetite"


class ChangeRef(Ref):
    """A change's id."""

    kind = "change"


class DrillRef(Ref):
    """A drill's id."""

    kind = "drill"


class IncidentRef(Ref):
    """An incident's id."""

    kind = "incident"


class KindedRef(Ref):
    """A reference that names the kind as well, as in `playbook/payment-flow-stopped`."""

    __slots__ = ()
    kinds: ClassVar[tuple[str, ...]]
    hint: ClassVar[str]

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id of the record that is meant."""
        kind, _, name = self.partition("/")
        return kind, name

    @classmethod
    def parse(cls, value: str) -> Ref:
        """The reference that `value` writes as kind and id."""
        if not re.fullmatch(cls.pattern(), value):
            raise PydanticCustomError(
                "kinded_ref", "“{value}” names nothing: write {hint}", {"value": value, "hint": cls.hint}
            )
        return cls(value)

    @classmethod
    def pattern(cls) -> str:
        """The regular expression an editor checks the text against."""
        return f"^({'|'.join(cls.kinds)})/{SLUG}$"


class Callee(KindedRef):
    """Who is called: `role/incident-lead` or `team/data-engineering`."""

    kinds = ("role", "team")
    hint = "role/ or team/ and an id, as in role/incident-lead"


class RecordRef(KindedRef):
    """Any record that is kept over time, by kind and id."""

    kinds = (
        "playbook",
        "module",
        "signal",
        "platform",
        "process",
        "role",
        "team",
        "escalation",
        "message",
        "rubric",
        "appetite",
        "policy",
        "drill",
    )
    hint = "its kind and its id, as in playbook/payment-flow-stopped"


class Lesson(KindedRef):
    """Where something was learnt: `incident/inc-2026-014` or `drill/payments-friday`."""

    kinds = ("incident", "drill")
    hint = "incident/ or drill/ and an id"


class Target(str):
    """Where a decision or a failed step leads.

    Within the playbook: `decision/ID`, `outcome/ID` or `step/ID` (a bare id is a decision or an outcome).
    Outside: `playbook/ID` or `escalation/ID`.
    """

    __slots__ = ()
    LOCAL: ClassVar[tuple[str, ...]] = ("step", "decision", "outcome")
    RECORDS: ClassVar[tuple[str, ...]] = ("playbook", "escalation")

    @property
    def kind(self) -> str:
        """`step`, `decision`, `outcome`, `playbook`, `escalation`, or nothing for a bare id."""
        return self.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The id behind the kind."""
        return self.rpartition("/")[2]

    @property
    def key(self) -> tuple[str, str] | None:
        """The kind and id of the record that is meant, or nothing where it stays within the playbook."""
        return (self.kind, self.name) if self.kind in self.RECORDS else None

    @classmethod
    def pattern(cls) -> str:
        """The regular expression of a target."""
        return f"^(({'|'.join(cls.LOCAL + cls.RECORDS)})/)?{SLUG}$"

    @classmethod
    def parse(cls, value: str) -> Target:
        """The target that `value` writes; raises an error that pydantic reports if it is none."""
        if not re.fullmatch(cls.pattern(), value):
            raise PydanticCustomError(
                "target",
                "“{value}” leads nowhere: write the id of a decision or outcome, or step/ID, playbook/ID "
                "or escalation/ID",
                {"value": value},
            )
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Text that `parse` turns into a target."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A string of a target's form."""
        return {"type": "string", "pattern": cls.pattern()}


def _otherwise(value: str) -> str:
    if re.fullmatch(f"({'|'.join(Target.LOCAL + Target.RECORDS)})/{SLUG}", value):
        return Target(value)
    return _one_line(value)


TEXT_VALIDATORS = (_one_line, _prose, _otherwise)
"""What marks a type as text that a person writes."""

HANDLE_VALIDATOR = _handle
"""What marks a type as the handle of a person."""

Otherwise = Annotated[str, AfterValidator(_otherwise), _schema("string", minLength=1)]
"""What to do if a step did not work: plain words, or a target with its kind, as in `decision/gate`."""
