"""Stubs: the Markdown page of a record is front matter and one macro."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from breakglass.checks.rule import all_rules
from breakglass.records.kinds import KIND_TITLE, PLURAL
from breakglass.records.signal import Signal
from breakglass.views import prose
from breakglass.views.alert import alert_path
from breakglass.views.links import Links
from breakglass.views.rules import RULES, rule_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from breakglass.records.record import Record


SECTION = {
    "playbook": "Respond",
    "signal": "Respond",
    "rubric": "Respond",
    "appetite": "Respond",
    "incident": "Learn",
    "drill": "Learn",
    "policy": "Govern",
    "change": "Govern",
    "waiver": "Govern",
}
"""The section to which the pages of a kind belong; all others are reference."""


_PLAIN = re.compile(r"[^\w .,:;!?’“”()/–—…-]")


def _inert(title: str) -> str:
    """A title as HTML in which nothing can open a tag or a template: all but plain letters as numbers."""
    return _PLAIN.sub(lambda match: f"&#{ord(match[0])};", title)


def stub_name(record: Record) -> str:
    """Where the page of a record stands below `docs/`."""
    return f"{PLURAL[record.kind]}/{record.id}.md"


def stub(record: Record, *, directories: bool) -> str:
    """The Markdown of a record's page.

    Titles are made inert here: MkDocs and its themes put a page's title into HTML as it is, and mkdocs-macros renders
    it as a template first. The macro is called with the kind and the id, which are plain names.
    """
    links = Links(directories=directories)
    breadcrumbs = [{"title": KIND_TITLE[record.kind], "url": links.index(record.kind)}]
    return _page(record, prose.plain(record.title), breadcrumbs, f'record("{record.kind}", "{record.id}")')


def past_stub(record: Record, version: str, *, directories: bool) -> str:
    """The Markdown of the page of a past version."""
    links = Links(directories=directories)
    title = prose.plain(record.title)
    breadcrumbs = [
        {"title": KIND_TITLE[record.kind], "url": links.index(record.kind)},
        {"title": _inert(title), "url": links.to(record.key)},
    ]
    return _page(record, f"{title}, version {version}", breadcrumbs, f'past("{record.kind}", "{record.id}", "{version}")')


def alert_stubs(records: Iterable[Record], *, directories: bool) -> Iterator[tuple[str, str]]:
    """The page at the short address of each signal: where it stands below `docs/`, and its Markdown."""
    breadcrumbs = [{"title": KIND_TITLE["signal"], "url": Links(directories=directories).index("signal")}]
    for record in records:
        if isinstance(record, Signal):
            title = f"{prose.plain(record.title)}: what to do"
            yield f"{alert_path(record.id)}.md", _page(record, title, breadcrumbs, f'alert("{record.id}")')


def rule_stubs(*, directories: bool) -> Iterator[tuple[str, str]]:
    """The page of every rule: where it stands below `docs/`, and its Markdown."""
    breadcrumbs = [{"title": "Rules", "url": Links(directories=directories).page(RULES)}]
    for rule in all_rules().values():
        front = {"title": f"{rule.code} {rule.name}", "section": "Govern", "breadcrumbs": breadcrumbs}
        yield f"{rule_path(rule.code)}.md", _markdown(front, f'rule("{rule.code}")')


def offline_stub() -> str:
    """The Markdown of the page that says what a browser keeps."""
    return _markdown({"title": "Without a network", "section": "Respond"}, "offline()")


def _page(record: Record, title: str, breadcrumbs: list[dict[str, str]], macro: str) -> str:
    section = SECTION.get(record.kind, "Reference")
    front = {"title": _inert(title), "kind": record.kind, "section": section, "breadcrumbs": breadcrumbs}
    return _markdown(front, macro)


def _markdown(head: Mapping[str, object], macro: str) -> str:
    front = {**head, "render_macros": True, "hide": ["navigation", "toc"]}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    return "\n".join(["---", *lines, "---", "", f"{{{{ {macro} }}}}", ""])
