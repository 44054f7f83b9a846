"""A site: the catalogue, the day and the settings from which every page is made."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ByteSize, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from breakglass.catalogue.catalogue import Catalogue
from breakglass.catalogue.load import forget, Loaded, load_files, record_files
from breakglass.governance.history import NO_HISTORY, has_changes, history_of
from breakglass.records.kinds import PAGELESS, PLURAL
from breakglass.records.record import Maintained
from breakglass.records.vocabulary import Audience
from breakglass.views.named import Names
from breakglass.views.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import ValidatorFunctionWrapHandler

    from breakglass.governance.history import History, PastVersion
    from breakglass.records.record import Record
    from breakglass.views.links import Links

_READERS: dict[Audience, tuple[Audience, ...]] = {
    "public": ("public",),
    "internal": ("public", "internal"),
    "restricted": ("public", "internal", "restricted"),
}


class OfflineSettings(BaseModel):
    """What `extra.breakglass.offline` may say."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    budget: ByteSize = ByteSize(30_000_000)
    """How much a reader's browser may keep. A larger site is kept in part, the worst severities first; with 0 nothing is."""

    @field_validator("budget", mode="wrap")
    @classmethod
    def _is_size(cls, value: Any, read: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401 - whatever the file holds
        try:
            return read(value)
        except ValidationError as error:
            raise PydanticCustomError("budget", "write a size, as 30 MB or 500 kB") from error


class Settings(BaseModel):
    """What `extra.breakglass` in `mkdocs.yml` may say."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    records: Path = Path("playbooks")
    """The folder that holds the records, relative to `mkdocs.yml`."""
    audience: Audience = "internal"
    """For whom the site is built. Records for a narrower audience are left out."""
    source: str = ""
    """The address on the forge below which the record files stand, with `{commit}` where the revision belongs.

    There stands the commit of the build, so that what is published can be traced; where readers are sent to improve a
    page it is `HEAD`.
    """
    overrides: Path | None = Path("overrides")
    """The site's own folder of theme files and components."""
    history: bool = True
    """Whether past versions are read from git and get a page each."""
    offline: OfflineSettings = OfflineSettings()
    """What readers' browsers keep for a time without a network."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same on this site, for the finder: `[[mail, newsletter], [desk, front office]]`.

    They come before the ones that ship; the first of a group may be one of those, which then grows.
    """
    today: date | None = Field(default=None)
    """The day for which the site is built, by default the current one in UTC."""

    @field_validator("synonyms", mode="before")
    @classmethod
    def _are_groups(cls, value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        groups = value if isinstance(value, list | tuple) else None
        if groups is None or not all(isinstance(g, list | tuple) and all(isinstance(w, str) for w in g) for g in groups):
            raise PydanticCustomError(
                "synonyms", "write groups of words, quoted where YAML takes them for something else: [[mail, newsletter]]"
            )
        return value


class SettingsError(Exception):
    """The settings in `mkdocs.yml` cannot be used as they are."""


class Site:
    """The records that belong to this edition, and what is needed to make pages of them."""

    def __init__(
        self,
        settings: Settings,
        loaded: Loaded,
        today: date,
        history: History = NO_HISTORY,
        *,
        uncommitted: bool = False,
    ) -> None:
        self.settings = settings
        self.history = history
        self.loaded = loaded
        self.today = today
        self.trail = Trail(history.commit, history.complete, uncommitted)
        self.catalogue = edition(loaded.catalogue, settings.audience)
        self._withheld = frozenset(loaded.catalogue.entries.keys() - self.catalogue.entries.keys())
        self._names: dict[Links, Names] = {}

    def names(self, links: Links) -> Names:
        """The names of records as pages with these links write them."""
        if links not in self._names:
            past = {(key, p.version): links.page(past_path(key, p.version)) for key, p in self.past()}
            self._names[links] = Names(self.catalogue, links, self._withheld, past, self.trail)
        return self._names[links]

    def past(self) -> Iterator[tuple[tuple[str, str], PastVersion]]:
        """The past versions of the records that have a page in this edition."""
        for record in self.records:
            for version in self.history.versions.get(record.key, ()):
                if isinstance(record, Maintained) and version.version != record.version:
                    yield record.key, version

    @property
    def records(self) -> list[Record]:
        """The records of this edition that have a page, in the order of their files."""
        return [entry.record for key, entry in self.catalogue.entries.items() if key[0] not in PAGELESS]


def open_site(extra: Mapping[str, Any], folder: Path) -> Site:
    """The site whose `mkdocs.yml` stands in `folder` and has this `extra` section.

    Raises `SettingsError` for settings of the wrong kind and `UnreadableError` where the records are missing.
    """
    try:
        settings = Settings.model_validate(extra.get("breakglass") or {})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(("extra", "breakglass", *map(str, first["loc"])))
        raise SettingsError(f"mkdocs.yml, {place}: {first['msg']}") from error
    files = tuple(record_files(folder / settings.records, folder))
    history = history_of(folder / settings.records) if settings.history else NO_HISTORY
    changed = bool(history.commit) and has_changes(folder / settings.records)
    return _site(settings, files, settings.today or build_day(), history, changed)


@lru_cache(maxsize=1)
def _site(
    settings: Settings,
    files: tuple[tuple[str, bytes], ...],
    today: date,
    history: History,
    uncommitted: bool,  # noqa: FBT001 - a key of the cache
) -> Site:
    forget()  # what an earlier build of `mkdocs serve` loaded
    return Site(settings, load_files(files), today, history, uncommitted=uncommitted)


def past_path(key: tuple[str, str], version: str) -> str:
    """Where the page of a past version stands below the top of the site."""
    kind, name = key
    return f"{PLURAL[kind]}/{name}/v{version}"


def build_day() -> date:
    """The day of the build in UTC; `SOURCE_DATE_EPOCH` fixes it, as reproducible builds expect.

    Raises `SettingsError` where that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"SOURCE_DATE_EPOCH is “{epoch}”: it takes seconds since 1970, as a whole number") from error


def edition(catalogue: Catalogue, audience: Audience) -> Catalogue:
    """The records that these readers may see."""
    readers = _READERS[audience]
    kept = {key: entry for key, entry in catalogue.entries.items() if entry.record.audience in readers}
    return Catalogue(kept, catalogue.unread)
