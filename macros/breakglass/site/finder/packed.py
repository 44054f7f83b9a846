"""The index in files: small enough to begin with on a phone, and loaded as scripts, so that a folder will do (`file://`).

Three kinds of file, so that a first result takes little of them: `index.js` has a line for each entry; `terms-N.js` the
terms of one stretch of the alphabet and where they stand; `texts-N.js` the phrases of a few entries, which are wanted
only for results. A small site has one of each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breakglass.site.finder.entries import FIELDS
from breakglass.site.finder.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from breakglass.site.finder.entries import Entry
    from breakglass.site.finder.words import Language

FOLDER = "assets/finder"
TERMS_SIZE = 24_000
"""Up to about how many characters the terms of one file have: 6 to 8 kB compressed."""
TEXTS_SIZE = 12_000
"""The same for phrases; eight results want eight such files at worst."""


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The postings of each term: entries with a mask of the fields in which it stands; and each entry's lengths."""

    postings: dict[str, dict[int, int]]
    lengths: list[list[int]]


def finder_files(entries: Sequence[Entry], language: Language) -> dict[str, str]:
    """The finder's files by their path below the top of the site."""
    indexed = _indexed(entries, language)
    files: dict[str, str] = {}
    firsts: list[str] = []
    for number, terms in enumerate(_split(_packed_terms(indexed.postings), TERMS_SIZE)):
        firsts.append(terms[0][0])
        files[f"{FOLDER}/terms-{number}.js"] = _script(f"terms-{number}", dict(terms))
    starts: list[int] = []
    at = 0
    for number, texts in enumerate(_split(_packed_texts(entries), TEXTS_SIZE)):
        starts.append(at)
        at += len(texts)
        files[f"{FOLDER}/texts-{number}.js"] = _script(f"texts-{number}", [json.loads(text) for _, text in texts])
    files[f"{FOLDER}/index.js"] = _script("index", _head(entries, indexed, language, firsts, starts))
    return files


def _indexed(entries: Sequence[Entry], language: Language) -> _Indexed:
    postings: dict[str, dict[int, int]] = {}
    lengths: list[list[int]] = []
    place = {field: number for number, field in enumerate(FIELDS)}
    for number, entry in enumerate(entries):
        found: list[set[str]] = [set() for _ in FIELDS]
        found[0].update(language.different(entry.title))
        for phrase in entry.phrases:
            found[place[phrase.field]].update(language.different(phrase.text))
        for bit, terms in enumerate(found):
            for term in terms:
                at = postings.setdefault(term, {})
                at[number] = at.get(number, 0) | 1 << bit
        lengths.append([len(terms) for terms in found])
    return _Indexed(postings, lengths)


def _packed_terms(postings: dict[str, dict[int, int]]) -> Iterator[tuple[str, str]]:
    """Each term with its postings: for each mask of fields the entries, as the distance from the one before."""
    for term in sorted(postings):
        by_mask: dict[int, list[int]] = {}
        for number, mask in postings[term].items():
            by_mask.setdefault(mask, []).append(number)
        yield term, " ".join(
            f"{mask}:{','.join(str(b - a) for a, b in zip([0, *numbers], numbers, strict=False))}"
            for mask, numbers in sorted(by_mask.items())
        )


def _packed_texts(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """The phrases of each entry: the field as a number, the text, and the anchor where there is one."""
    place = {field: number for number, field in enumerate(FIELDS)}
    for entry in entries:
        phrases = [[place[p.field], p.text, *([p.anchor] if p.anchor else [])] for p in entry.phrases]
        yield "", json.dumps(phrases, ensure_ascii=False)


def _split(items: Iterable[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    part: list[tuple[str, str]] = []
    length = 0
    for name, text in items:
        if part and length + len(name) + len(text) > size:
            yield part
            part, length = [], 0
        part.append((name, text))
        length += len(name) + len(text)
    if part:
        yield part


def _head(
    entries: Sequence[Entry], indexed: _Indexed, language: Language, firsts: list[str], starts: list[int]
) -> dict[str, Any]:
    """One line for each entry, column by column; what many share is named once and then by its number."""
    names: dict[str, int] = {}

    def number(name: str) -> int:
        return names.setdefault(name, len(names))

    columns: dict[str, list[Any]] = {
        "title": [entry.title for entry in entries],
        "url": [entry.url for entry in entries],
        "kind": [number(entry.kind) for entry in entries],
        "status": [number(entry.status) for entry in entries],
        "severity": [number(entry.severity) for entry in entries],
        "rank": [entry.rank for entry in entries],
        "platform": [[number(name) for name in entry.platforms] for entry in entries],
        "process": [[number(name) for name in entry.processes] for entry in entries],
        "owner": [[number(name) for name in entry.owners] for entry in entries],
        "lengths": indexed.lengths,
    }
    return {
        "fields": list(FIELDS),
        "names": list(names),
        "entries": columns,
        "terms": firsts,
        "texts": starts,
        "stop": " ".join(sorted(STOP_WORDS)),
        "synonyms": [list(group) for group in language.groups],
    }


def _script(name: str, content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # Inside a script element only this sequence could end it; as a file of its own it is harmless as well.
    inert = text.replace("</", "<\\u002f")
    return f'(window.breakglassFinder??={{}})["{name}"]={inert};\n'
