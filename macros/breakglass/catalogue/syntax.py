"""Reading: from the bytes of a file to a document, or to findings that name what is in the way.

YAML is read in the small dialect that records use: one document of mappings, lists and scalars. Anchors,
aliases, merge keys and tags are refused, since they let a line mean something that it does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import yaml

from breakglass.catalogue.source import Document, Mapping, Node, Place, Scalar, Sequence
from breakglass.findings import Finding, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_BYTES = 1_048_576
"""The largest file that is read: 1 MiB. A playbook is a hundredth of that."""

MAX_DEPTH = 64
"""The deepest nesting that is read. A playbook needs eight levels."""

MOST_OF_ONE_CODE = 20
"""How many findings of one code are listed for one file; more help nobody."""

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BOM = "\ufeff"
_ENCODED_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
# What YAML 1.2 does not allow in a file (5.1, c-printable), and line ends that people cannot see.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What nobody sees and a terminal or a browser may obey: control characters, and marks that turn the direction of text
(Unicode TR 36). An escape in quotes writes them where the text of the file shows none."""
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x85\u2028\u2029]")


def read(file: str, raw: bytes) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document in a file and what is wrong with its YAML. One of the two there always is.

    A file with a byte-order mark, Windows line ends or a duplicate key is refused and still understood.
    """
    notes = _Notes(file)
    text = _decode(raw, notes)
    if text is None or not _readable(text, notes):
        return None, notes.findings()
    # The same number of characters on every line, so that all places stay true.
    root = _Builder(notes).build(text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n"))
    if root is None:
        return None, notes.findings()
    return Document(file, text.removeprefix(BOM), root), notes.findings()


@dataclass
class _Notes:
    """Collects the findings of one file."""

    file: str
    found: list[Finding] = field(default_factory=list)

    def add(
        self, code: str, place: Place, message: str, mend: str = "", others: Iterable[tuple[str, Place]] = ()
    ) -> None:
        spans = tuple((label, Span(self.file, *other)) for label, other in others)
        self.found.append(Finding(code, Severity.ERROR, Span(self.file, *place), message, mend, spans))

    def findings(self) -> tuple[Finding, ...]:
        count: dict[str, int] = {}
        kept = []
        for finding in sorted(self.found, key=lambda finding: finding.order):
            count[finding.code] = count.get(finding.code, 0) + 1
            if count[finding.code] <= MOST_OF_ONE_CODE:
                kept.append(finding)
        return tuple(kept)


def _place_at(text: str, index: int, length: int = 1) -> Place:
    """The place of a character in a text whose lines may end in any way."""
    lines = re.split("\r\n|\r|\n", text[:index])
    line, column = len(lines), len(lines[-1]) + 1
    return line, column, line, column + length


def _decode(raw: bytes, notes: _Notes) -> str | None:
    if len(raw) > MAX_BYTES:
        notes.add(
            "Y114",
            (1, 1, 1, 1),
            f"the file is larger than 1 MiB ({MAX_BYTES:,} bytes)",
            "Split it; a record of this size cannot be read in an incident anyway.",
        )
        return None
    wide = _ENCODED_WIDE.get(raw[:2])
    if wide:
        notes.add("Y112", (1, 1, 1, 1), f"the file is written in {wide}, not in UTF-8", "Save it as UTF-8.")
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        notes.add(
            "Y112",
            _place_at(before.removeprefix(BOM), len(before)),
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            "Save the file as UTF-8; it may be in Latin-1 or Windows-1252 now.",
        )
        return None


def _readable(text: str, notes: _Notes) -> bool:
    """Whether a YAML parser will take the characters of the text; notes those that it or we refuse."""
    if text.startswith(BOM):
        notes.add("Y109", (1, 1, 1, 1), "the file starts with a byte-order mark", "Save it as UTF-8 without BOM.")
        text = text.removeprefix(BOM)
    carriage = text.find("\r")
    if carriage >= 0:
        count = text.count("\r")
        notes.add(
            "Y110",
            _place_at(text, carriage),
            f"{count} line{'' if count == 1 else 's'} end with a carriage return",
            "Save the file with LF line ends; `* text=auto eol=lf` in .gitattributes keeps it so.",
        )
    readable = True
    for number, match in enumerate(_UNPRINTABLE.finditer(text)):
        readable = False
        if number == MOST_OF_ONE_CODE:
            break
        code = ord(match[0])
        name = "a NUL character" if code == 0 else f"the control character U+{code:04X}"
        notes.add("Y111", _place_at(text, match.start()), f"{name} stands here", "Delete it.")
    return readable


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    is_mapping: bool
    line: int
    column: int
    key: Scalar | None = None
    skip: bool = False
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)


class _Refused(Exception):  # noqa: N818 - it ends the reading and is no error of the program
    """The rest of the file cannot be understood."""


class _Builder:
    """Builds the tree from the parser's events, with a stack of its own so that depth is no danger."""

    def __init__(self, notes: _Notes) -> None:
        self._notes = notes
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._sound = True
        self._escapes = True

    def build(self, text: str) -> Mapping | None:
        """The mapping at the top, or nothing where the text is refused."""
        self._look_for_tabs(text)
        self._escapes = "\\" in text or bool(_HIDDEN.search(text))
        if not self._sound:
            return None
        try:
            for event in self._events(text):
                self._take(event)
        except _Refused:
            return None
        except yaml.YAMLError as error:
            self._syntax(error, text)
            return None
        if not isinstance(self._root, Mapping):
            self._not_a_mapping()
            return None
        return self._root if self._sound else None

    @staticmethod
    def _events(text: str) -> Iterator[yaml.Event]:
        loader = _Loader(text)
        try:
            while loader.check_event():
                yield loader.get_event()
        finally:
            loader.dispose()

    def _look_for_tabs(self, text: str) -> None:
        if "\t" not in text:
            return
        for number, line in enumerate(text.split("\n"), start=1):
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            if "\t" in indent and line.strip():
                column = indent.index("\t") + 1
                self._notes.add(
                    "Y108",
                    (number, column, number, column + 1),
                    "a tab indents this line",
                    "Indent with spaces; set your editor to put two for a tab.",
                )
                self._sound = False

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            hidden = _HIDDEN.search(event.value) if self._escapes else None
            if hidden:
                self._refuse(
                    "Y111", event, f"the control character U+{ord(hidden[0]):04X} stands in this text", "Delete it."
                )
            self._add(Scalar(event.value, not event.style, _place(event)))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_extras(event)
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("Y104", event, f"*{event.anchor} repeats another part of the file", _WRITE_OUT)
            self._add(Scalar("", plain=False, place=_place(event)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        if event.tags or event.version:
            self._refuse("Y106", event, "a % directive stands at the top", "Delete it; records need none.")
        if self._root is not None:
            self._refuse(
                "Y107",
                event,
                "a second document starts here",
                "Put it into a file of its own; one record a file.",
            )
            raise _Refused

    def _refuse(self, code: str, event: yaml.Event, message: str, mend: str) -> None:
        place = _place(event)
        if place[2] != place[0] or place[:2] == place[2:]:
            place = (place[0], place[1], place[0], place[1] + 1)
        self._notes.add(code, place, message, mend)
        self._sound = False

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse("Y103", event, f"&{event.anchor} names a part of the file for reuse", _WRITE_OUT)
        if event.tag is not None:
            short = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse("Y106", event, f"the tag {short} stands here", "Delete it; each field knows its own type.")

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        line, column, _, _ = _place(event)
        if len(self._stack) >= MAX_DEPTH:
            place = (line, column, line, column + 1)
            self._notes.add(
                "Y113",
                place,
                f"this is nested deeper than {MAX_DEPTH} levels",
                "Records need eight; write it flatter.",
            )
            raise _Refused
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.is_mapping and parent.key is None and not parent.skip:
            self._refuse("Y116", event, "a list or mapping is used as a key", "A key is one line of plain text.")
            raise _Refused
        self._stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, column))

    def _close(self, event: yaml.Event) -> None:
        done = self._stack.pop()
        place = (done.line, done.column, *_place(event)[2:])
        self._add(Mapping(tuple(done.entries), place) if done.is_mapping else Sequence(tuple(done.items), place))

    def _add(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            if isinstance(node, Scalar):
                self._key(parent, node)
        else:
            if not parent.skip:
                parent.entries.append((parent.key, node))
            parent.key, parent.skip = None, False

    def _key(self, parent: _Open, key: Scalar) -> None:
        parent.key = key
        if key.text == "<<" and key.plain:
            self._notes.add("Y105", key.place, "<< merges another mapping into this one", _WRITE_OUT)
            self._sound = False
            parent.skip = True
        elif key.text.strip() == "" or "\n" in key.text or key.place[0] != key.place[2]:
            self._notes.add("Y116", _visible(key.place), "this key is empty or longer than a line", _NAME_KEY)
            self._sound = False
        elif key.text != key.text.strip():
            self._notes.add("Y116", key.place, "this key begins or ends with a blank", _NAME_KEY)
            self._sound = False
        elif key.text in parent.keys:
            first = parent.keys[key.text].place
            self._notes.add(
                "Y102",
                key.place,
                f"the key `{key.text}` is there twice",
                "Keep one of the two; only the first would count.",
                [("first written here", first)],
            )
            parent.skip = True
        else:
            parent.keys[key.text] = key

    def _not_a_mapping(self) -> None:
        root = self._root
        empty = root is None or (isinstance(root, Scalar) and root.plain and not root.text)
        place = (1, 1, 1, 1) if root is None or empty else (*root.place[:2], root.place[0], root.place[1] + 1)
        what = "the file is empty" if empty else "the file is no mapping of keys to values"
        mend = "Start with kind: and id:, or let `breakglass new KIND ID` write a scaffold."
        self._notes.add("Y115", place, what, mend)

    def _syntax(self, error: yaml.YAMLError, text: str) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        lines = text.split("\n")
        line = min(mark.line, len(lines) - 1) if mark is not None else 0
        column = min(mark.column, len(lines[line])) if mark is not None else 0
        problem = str(getattr(error, "problem", None) or error)
        context_mark = getattr(error, "context_mark", None)
        if "end of stream" in problem and context_mark is not None:
            line, column = context_mark.line, context_mark.column
        others = []
        if context_mark is not None and context_mark.line != line and context_mark.line < len(lines):
            start = (context_mark.line + 1, min(context_mark.column, len(lines[context_mark.line])) + 1)
            others.append(("it began here", (*start, start[0], start[1] + 1)))
        message, mend = _in_plain_words(problem, lines[line], str(getattr(error, "context", None) or ""))
        self._notes.add("Y101", (line + 1, column + 1, line + 1, column + 2), message, mend, others)


_WRITE_OUT = "Write the values out; what a line says must stand on that line."
_NAME_KEY = "A key is a word or a short line of text before the colon."


def _place(event: yaml.Event) -> Place:
    start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _visible(place: Place) -> Place:
    return (place[0], place[1], place[0], place[1] + 1)


_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a colon stands where no key is expected",
        "Put the text in quotes if the colon belongs to it, or check the indentation.",
    ),
    (
        "could not find expected ':'",
        "a key has no colon",
        "Add the colon after the key, or indent the line if it goes on with the text above.",
    ),
    (
        "found character that cannot start any token",
        "this character cannot start a value",
        "Put the text in quotes; a value must not start with @, ` or %, nor be set apart by a tab.",
    ),
    (
        "found unexpected end of stream",
        "a quote is never closed",
        'Close the quote; a quote inside quoted text is written twice or as \\".',
    ),
    (
        "did not find expected ',' or",
        "a bracket or brace is not closed, or text starts with one",
        "Put the text in quotes if it starts with { or [, as a placeholder does.",
    ),
    (
        "did not find expected key",
        "this line fits neither the keys above it nor a list",
        "Give it the same indentation as its neighbours; close quotes on the lines above.",
    ),
    (
        "did not find expected '-' indicator",
        "this line is no item of the list above it",
        "Start it with a dash, or indent it like the keys that it belongs to.",
    ),
    (
        "block sequence entries are not allowed",
        "a dash stands where no list can be",
        "Put the list on the lines below its key, one item a line.",
    ),
    (
        "found unknown escape character",
        "this backslash means nothing in double quotes",
        "Use single quotes, or write the backslash twice.",
    ),
    (
        "did not find expected node content",
        "a value is missing, or the text starts with a sign that YAML reads as its own",
        "Put the text in quotes.",
    ),
    (
        "expected <document start>",
        "this line stands outside the record",
        "Give it the indentation of the keys above, and put text with a bracket in quotes.",
    ),
    (
        "did not find expected <document start>",
        "this line stands outside the record",
        "Give it the indentation of the keys above, and put text with a bracket in quotes.",
    ),
    (
        "found undefined alias",
        "a value starts with *, which YAML reads as a repetition",
        'Put the text in quotes, as in "*Save* and close".',
    ),
    (
        "did not find expected alphabetic or numeric character",
        "a value starts with * or &, which YAML reads as its own sign",
        'Put the text in quotes, as in "*Save* and close".',
    ),
)


def _in_plain_words(problem: str, line: str, context: str) -> tuple[str, str]:
    """What the parser complains about and how to mend it, for people who do not know its terms."""
    for theirs, ours, mend in _PLAIN_WORDS:
        if theirs in problem:
            return ours, mend
    told = f"{problem} {context}".strip()
    hint = "Put the text in quotes." if re.search(r":\s*[@`%*&!|>{\[]", line) else "Check the indentation and quotes."
    return f"this is not valid YAML: {told}", hint
