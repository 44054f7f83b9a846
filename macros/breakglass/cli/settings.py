"""The settings of the command line: `breakglass.toml`, or `[tool.breakglass]` in `pyproject.toml`."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.report.pages import CODE
from breakglass.checks.rule import all_rules, codes_meant
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

OWN_FILE, SHARED_FILE = FILES = "breakglass.toml", "pyproject.toml"
_SITE = "mkdocs.yml"
_RECORDS = "playbooks"


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError('this takes a list of codes, as in ["E1", "G105"]')
    return tuple(code for word in value for code in codes_meant(word))


def _severities(value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError('this takes a table, as in V104 = "warning"')  # noqa: TRY004 - pydantic wants ValueError
    found: dict[str, Severity] = {}
    for word, weight in value.items():
        if weight not in list(Severity):
            near = did_you_mean(str(weight), list(Severity)) or "`ignore` switches a rule off."
            raise ValueError(f"{word} = “{weight}”: a severity is error or warning. {near}")
        codes = codes_meant(word)
        if any(all_rules()[code].scope == "file" for code in codes):
            raise ValueError(f"{word} is about files that cannot be read, and keeps its severity")
        found |= dict.fromkeys(codes, Severity(weight))
    return found


def _pages(address: str) -> str:
    if not address.startswith(("https://", "http://")) or CODE not in address:
        raise ValueError(f"this takes an address with {CODE} in it, as in https://a.example/govern/rules/{CODE}.html")
    return address


Codes = Annotated[tuple[str, ...], BeforeValidator(_codes)]


class Settings(BaseModel):
    """What a file of settings may say. Paths are relative to its folder."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    records: Path = Path(_RECORDS)
    """The folder that holds the records."""
    select: Codes = ()
    """Only these rules, by code, beginning of a code, or name; none means all."""
    ignore: Codes = ()
    """All rules but these."""
    severities: Annotated[dict[str, Severity], BeforeValidator(_severities)] = {}
    """How much a rule weighs here, where that is not what it brings along."""
    baseline: Path | None = None
    """The file of findings that are known already."""
    pages: Annotated[str, AfterValidator(_pages)] = ""
    """The address of the rules' pages on the published site, with `{code}` for the code."""


class WrongSettingsError(click.ClickException):
    """The settings cannot be used as they are: wrong use, in one line."""

    exit_code = 2


def home() -> Path:
    """The folder that one works in, as seen from the working folder, which it is where nothing else is found.

    It is the nearest one, upwards to the top of the repository, that has settings of Breakglass or a site with its
    plugin; failing that, the nearest that has records. Raises `WrongSettingsError` for a `pyproject.toml` that cannot
    be understood.
    """
    here = Path.cwd()
    folders = list(_upwards(here))
    found = next(filter(_has_settings, folders), None) or next(filter(_has_records, folders), here)
    return Path(os.path.relpath(found, here))


def _upwards(folder: Path) -> Iterator[Path]:
    for one in (folder, *folder.parents):
        yield one
        if (one / ".git").exists():
            return


def _has_settings(folder: Path) -> bool:
    if (folder / OWN_FILE).is_file() or _shared(_content(folder / SHARED_FILE)) is not None:
        return True
    return b"breakglass" in (_content(folder / _SITE) or b"")


def _has_records(folder: Path) -> bool:
    # Among the records, a folder for those of the kind playbook may bear the same name.
    return (folder / _RECORDS).is_dir() and _RECORDS not in folder.parts


def current_settings() -> Settings:
    """The settings that hold where one works, with paths from the working folder. Raises as `settings_of` does."""
    folder = home()
    said = settings_of(*(_content(folder / name) for name in FILES))
    baseline = folder / said.baseline if said.baseline else None
    return said.model_copy(update={"records": folder / said.records, "baseline": baseline})


def settings_of(own: bytes | None, shared: bytes | None) -> Settings:
    """The settings that a `breakglass.toml` and a `pyproject.toml` hold; the defaults where there is neither.

    Raises `WrongSettingsError` for a file that cannot be understood, or settings in both places.
    """
    table = _shared(shared)
    if own is not None and table is not None:
        raise WrongSettingsError(
            f"both {OWN_FILE} and [tool.breakglass] in {SHARED_FILE} hold settings; keep one of the two"
        )
    place = f"{OWN_FILE}, " if own is not None else f"{SHARED_FILE}, tool.breakglass."
    try:
        return Settings.model_validate(_table(OWN_FILE, own) if own is not None else table or {})
    except ValidationError as error:
        raise WrongSettingsError(place + _in_plain_words(error.errors(include_url=False)[0])) from error


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _shared(content: bytes | None) -> Any:  # noqa: ANN401 - what stands there may be anything
    return _table(SHARED_FILE, content).get("tool", {}).get("breakglass")


def _table(name: str, content: bytes | None) -> dict[str, Any]:
    try:
        return tomllib.loads((content or b"").decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSettingsError(f"{name} is not valid TOML: {error}") from error


def _in_plain_words(fault: ErrorDetails) -> str:
    place = ".".join(map(str, fault["loc"]))
    if fault["type"] == "extra_forbidden":
        known = list(Settings.model_fields)
        hint = did_you_mean(place, known) or f"There are {', '.join(known)}."
        return f"{place}: there is no such setting. {hint}"
    return f"{place}: {fault['msg'].removeprefix('Value error, ')}"
