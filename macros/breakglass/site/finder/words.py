"""From text to terms: split, freed of accents and endings, and with one term for words that mean the same.

`overrides/components/finder/words.js` does the same with what is typed; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:_[^\W_]+)*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ENDS_IN_LETTERS = re.compile(r"[a-z]{4,}")
_porter = snowballstemmer.stemmer("porter")

STOP_WORDS = frozenset(
    "a about am an and any are as at be been but by can could did do does for from get gets got had has have he help her him his how i if "
    "in into is it its just me my of on or our please she since so some than that the their them then there these they "
    "this to us was we were what when where which who why will with would you your".split()
)
"""Words that tell nothing about a failure. “Not”, “no”, “off” and “down” do, and are kept."""


def synonym_groups(own: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The site's own groups of words that mean the same, before the ones that ship."""
    return (*own, *SHIPPED_SYNONYMS)


SHIPPED_SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("mail", "email", "e-mails"),
    ("customer", "client", "buyer", "shopper"),
    ("twice", "double", "doubled", "duplicate", "two times", "second time"),
    ("payment", "pay", "paid"),
    ("charge", "debit"),
    ("approval", "sign-off", "signs off", "approver"),
    ("waiting", "pending", "stuck", "hanging"),
    ("holiday", "vacation", "away", "out of office"),
    ("sign-in", "login", "logon", "log in", "log on"),
    ("password", "credentials"),
    ("locked", "blocked", "locked out"),
    ("account", "user"),
    ("expired", "lapsed", "run out"),
    ("wrong", "incorrect", "false", "mixed up"),
    ("field", "column", "attribute"),
    ("limit", "quota", "allowance"),
    ("plan", "subscription"),
    ("too many requests", "rate limit", "throttled", "429"),
    ("down", "outage", "unavailable", "not working", "offline"),
    ("loop", "endless", "infinite", "recursion", "triggers itself", "starts itself", "never stops", "won't stop"),
    ("automation", "flow", "workflow", "zap", "scenario"),
    ("owner", "owns", "responsible"),
    ("left", "leaver", "departed", "not here any more", "no longer here"),
    ("deployed", "released", "published", "rolled out", "went live"),
    ("test environment", "sandbox", "staging"),
    ("withdrawn", "deprecated", "retired", "sunset", "discontinued", "switched off", "end of life", "no longer supported"),
    ("clock change", "daylight saving", "dst", "summer time", "winter time", "clocks went back", "clocks changed"),
    ("public", "exposed", "shared with everyone", "anyone can see", "visible from outside"),
    ("bulk", "mass"),
    ("ai", "gpt", "llm", "chatbot", "bot", "language model"),
    ("webhook", "callback"),
    ("address", "url", "endpoint"),
    ("test", "dummy"),
    ("personal data", "gdpr", "privacy", "data protection"),
    ("carrier", "courier"),
    ("parcel", "package", "shipment"),
    ("article", "product", "sku"),
)
"""Words of this field that mean the same to a person in trouble. The first of a group is the term."""


@dataclass(frozen=True)
class Language:
    """How text becomes terms: the words that are passed over, and the phrases that share a term."""

    groups: tuple[tuple[str, ...], ...]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = field(init=False)
    """By its first stem, each phrase as stems with its term; the longest first."""
    _alone: dict[str, frozenset[str] | None] = field(init=False, default_factory=dict)
    """The terms of words that begin no longer phrase; nothing for those that may."""

    def __post_init__(self) -> None:
        found: dict[tuple[str, ...], str] = {}
        for group in self.groups:
            stems = [stems for phrase in group if (stems := tuple(stems_of(phrase)))]
            for phrase in stems:
                found.setdefault(phrase, "+".join(stems[0]))
        first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, term in sorted(found.items(), key=lambda item: (-len(item[0]), item)):
            first.setdefault(phrase[0], []).append((phrase, term))
        object.__setattr__(self, "phrases", {stem: tuple(those) for stem, those in first.items()})

    def different(self, text: str) -> set[str]:
        """The terms of a text, each once. What most texts are made of is looked up word by word, which is faster."""
        words = words_of(text)
        found: set[str] = set()
        for word in words:
            terms = self._alone[word] if word in self._alone else self._learn(word)
            if terms is None:
                return set(self._joined([stem for one in words for stem in _stems(one)]))
            found |= terms
        return found

    def _learn(self, word: str) -> frozenset[str] | None:
        stems = _stems(word)
        begins = any(len(phrase) > 1 for stem in stems for phrase, _ in self.phrases.get(stem, ()))
        terms = None if begins else frozenset(self._joined(list(stems)))
        self._alone[word] = terms
        return terms

    def terms(self, text: str) -> list[str]:
        """The terms of a text in their order, with repetitions."""
        return self._joined(stems_of(text))

    def _joined(self, stems: list[str]) -> list[str]:
        """The terms of a row of stems."""
        found: list[str] = []
        at = 0
        while at < len(stems):
            for phrase, term in self.phrases.get(stems[at], ()):
                if tuple(stems[at : at + len(phrase)]) == phrase:
                    found.append(term)
                    if len(phrase) > 1:
                        found += (stem for stem in phrase if stem not in STOP_WORDS)
                    at += len(phrase)
                    break
            else:
                if stems[at] not in STOP_WORDS:
                    found.append(stems[at])
                at += 1
        return found


def stems_of(text: str) -> list[str]:
    """The stems of all words of a text. An error code gives itself and then its parts."""
    return [stem for word in words_of(text) for stem in _stems(word)]


def words_of(text: str) -> list[str]:
    """The words as they are written, without accents and apostrophes."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(text.replace("'", "").replace("’", ""))


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    whole = word.lower()
    parts = [part.lower() for piece in word.split("_") for part in _HUMP.split(piece)]
    return tuple(_stem(w) for w in ((whole, *parts) if len(parts) > 1 else (whole,)) if len(w) > 1 or w.isdigit())


def _stem(word: str) -> str:
    if word in STOP_WORDS or not _ENDS_IN_LETTERS.fullmatch(word):
        return word
    stem: str = _porter.stemWord(word)
    # The browser's stemmer takes apology and apologies to one stem with apologise, as Porter himself did later.
    return stem[:-1] if stem.endswith("logi") else stem
