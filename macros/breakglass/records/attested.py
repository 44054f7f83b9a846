"""What the evidence of a review says: whether another person could judge by it what was seen."""

from __future__ import annotations

import re

FEWEST_WORDS = 4
"""Evidence with fewer words than this cannot say both what was done and what was seen."""
FEWEST_NAMED = 3
"""So many things evidence names: numbers, links, ids, and words that could not stand in any review whatever."""

# fmt: off
_SAY_NOTHING = frozenset(
    {
        # The words that hold a sentence together.
        "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "anything", "are", "as", "at", "be",
        "been", "before", "being", "both", "but", "by", "can", "could", "did", "do", "does", "done", "each", "either",
        "else", "ever", "every", "everything", "first", "for", "from", "further", "had", "has", "have", "having",
        "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just",
        "last", "least", "less", "many", "may", "me", "might", "more", "most", "much", "must", "my", "myself",
        "neither", "no", "none", "nor", "not", "nothing", "now", "of", "off", "on", "once", "one", "only", "or",
        "other", "our", "out", "over", "own", "per", "pm", "same", "she", "should", "since", "so", "some",
        "something", "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
        "thing", "things", "this", "those", "through", "thus", "to", "too", "two", "under", "until", "up", "upon",
        "us", "very", "via", "was", "we", "well", "were", "what", "whatever", "when", "where", "which", "while",
        "who", "whole", "why", "will", "with", "within", "without", "would", "yet", "you", "your",
        # Praise, and that there was a review at all.
        "acceptable", "accepted", "accordingly", "accurate", "agree", "agreed", "alright", "approve", "approved",
        "attest", "attested", "average", "careful", "carefully", "certify", "check", "checked", "checking", "checks",
        "clean", "clear", "clearly", "complete", "completed", "completely", "concern", "concerns", "confirm",
        "confirmed", "confirming", "consistent", "content", "contents", "correct", "correctly", "current",
        "currently", "date", "detail", "details", "document", "documentation", "entirely", "entry", "error", "errors",
        "exactly", "exist", "exists", "expected", "fault", "faults", "fine", "finished", "found", "full", "fully",
        "functional", "functioning", "fyi", "general", "generally", "good", "great", "happy", "hold", "holds", "i'm",
        "i've", "intact", "issue", "issues", "item", "items", "kept", "know", "known", "lgtm", "look", "looked",
        "looking", "looks", "mistake", "mistakes", "necessary", "need", "needed", "needs", "new", "nice", "normal",
        "normally", "note", "noted", "observed", "ok", "okay", "ones", "order", "overall", "page", "pages", "part",
        "parts", "pass", "passed", "passes", "perfect", "perfectly", "playbook", "playbooks", "point", "points",
        "present", "problem", "problems", "proper", "properly", "prove", "proved", "quick", "quickly", "read",
        "reading", "reads", "reasonable", "record", "records", "remain", "remains", "report", "requested", "required",
        "result", "results", "review", "reviewed", "reviewing", "reviews", "right", "satisfactory", "satisfied",
        "scan", "scanned", "seem", "seems", "seen", "ship", "skimmed", "solid", "sound", "stand", "stands",
        "suitable", "sure", "text", "thorough", "thoroughly", "times", "true", "unchanged", "up-to-date", "update",
        "updated", "updates", "usual", "valid", "validated", "validity", "verified", "verify", "verifying", "went",
        "work", "worked", "working", "works",
        # What may be looked at: to repeat it does not say what was seen.
        "change", "changed", "changes", "contact", "contacts", "drill", "drills", "link", "links", "step", "steps",
        "version", "versions",
        # When.
        "afternoon", "apr", "april", "aug", "august", "day", "days", "dec", "december", "evening", "feb", "february",
        "friday", "jan", "january", "jul", "july", "jun", "june", "mar", "march", "monday", "month", "months",
        "morning", "nov", "november", "oct", "october", "saturday", "sep", "sept", "september", "sunday", "thursday",
        "time", "today", "tuesday", "wednesday", "week", "weeks", "year", "years", "yesterday",
    }
)
# fmt: on
"""Words that could stand in a review of anything. In other languages every word counts, so that none is missed."""

_WHEN = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d{2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\.? (?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|(?<=\bmay )\d{1,2}\b",
    re.IGNORECASE,
)
"""Days and hours: that somebody looked on a day is what the date of the review says already."""
_NAMED = re.compile(r"\w+://\S+|\w+(?:[-/'\u2019]\w+)*")

_EXACT = re.compile(r"[0-9/]")


def hollow(evidence: str) -> bool:
    """Whether evidence attests nothing: it could stand word for word in a review of anything.

    All words but the commonest count as what was seen, each once; numbers, links and ids count twice, and days not.
    """
    named = {word.casefold() for word in _NAMED.findall(_WHEN.sub(" ", evidence))} - _SAY_NOTHING
    exact = sum(_EXACT.search(word) is not None for word in named)
    return len(evidence.split()) < FEWEST_WORDS or len(named) + exact < FEWEST_NAMED
