"""The finder's index, made at build time: what a person in trouble may type, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import all_rules
from breakglass.site.finder.entries import record_entries
from breakglass.site.finder.packed import finder_files
from breakglass.site.finder.pages import page_entries, rule_entries
from breakglass.site.finder.words import Language, synonym_groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breakglass.catalogue.catalogue import Catalogue


def finder(
    catalogue: Catalogue,
    pages: Iterable[tuple[str, str]] = (),
    synonyms: Iterable[tuple[str, ...]] = (),
    *,
    directories: bool,
) -> dict[str, str]:
    """The finder's files by their path below the top of the site.

    `pages` are the hand-written ones, each by its path below `docs/` with its Markdown; `synonyms` are the site's own.
    """
    entries = [
        *record_entries(catalogue, directories=directories),
        *page_entries(pages, directories=directories),
        *rule_entries(all_rules().values(), directories=directories),
    ]
    return finder_files(entries, Language(synonym_groups(synonyms)))
