"""Editing: other values in a file whose comments, quotes and layout stay as its author left them.

The edits are made by position. The tree of a document knows where each value stands, so only the characters of what
is different are replaced, and every other byte stays. A round-trip library (ruamel.yaml) was tried on the shipped
records first: it gave 630 of 635 back unchanged and laid the rest out anew, since it keeps comments and quotes, but
not line breaks within texts nor indentation that differs within a file. A reviewer of a change sees the lines that
mean something, and no others.

What comes out is read again and must hold exactly the wanted values; otherwise, and where a comment would be lost,
the edit is refused.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.source import Mapping, Node, Scalar, Sequence, scalars_of, value_of
from breakglass.catalogue.syntax import read
from breakglass.catalogue.write import WIDTH, text_of

if TYPE_CHECKING:
    from breakglass.catalogue.source import Document, Place
    from breakglass.findings import Span

_STEP = 2
"""Blanks a level."""
_COMMENT = re.compile(r"(?:^|(?<=\s))#", re.MULTILINE)


class EditRefusedError(Exception):
    """The file cannot hold the wanted values without losing something; the message says what to do."""


class _Awkward(Exception):  # noqa: N818 - it asks for a wider edit and is no error
    """A place that cannot be edited on its own; what is around it is written anew."""


def edited(document: Document, wanted: dict[str, Any]) -> str:
    """The text of the document with the wanted values in place of its own, and everything else as it is.

    Keys that are new come after the key that precedes them in `wanted`. Raises `EditRefusedError` where the result
    would not be exactly what is wanted, or would lose a comment.
    """
    if "\r" in document.text:
        raise EditRefusedError(f"{document.file}: lines end with a carriage return; run: breakglass lint --fix")
    editor = _Editor(document)
    try:
        editor.mapping(document.root, wanted)
    except _Awkward as error:
        raise EditRefusedError(f"{document.file}: its layout is too unusual to edit; change it by hand") from error
    text = editor.result()
    again, faults = read(document.file, text.encode())
    if again is None or again.data() != wanted or faults:
        raise EditRefusedError(f"{document.file}: its layout is too unusual to edit; change it by hand")
    return text


def respelled(document: Document, spellings: dict[tuple[str | int, ...], str]) -> str:
    """The text of the document with other characters for the single values at some paths, such as other quotes."""
    editor = _Editor(document)
    for path, spelling in spellings.items():
        editor.respell(document.span(*path), spelling)
    return editor.result()


@dataclass
class _Editor:
    """Collects replacements of stretches of the text. Offsets count characters from 0."""

    document: Document
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._text = self.document.text
        self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]

    def result(self) -> str:
        """The text with all replacements made."""
        pieces, place = [], 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            pieces += [self._text[place:start], new]
            place = end
        return "".join([*pieces, self._text[place:]])

    def mapping(self, node: Mapping, after: dict[str, Any]) -> None:
        """Make a mapping hold the values of `after`."""
        flow = self._is_flow(node)
        for key, value in node.entries:
            if key.text not in after:
                self._remove(key.place, value, flow=flow)
            else:
                self._put(self._after_colon(key), value, after[key.text], key.place[1] - 1, flow=flow)
        known = {key.text: value for key, value in node.entries}
        previous: Node | None = None
        fresh: dict[str, Any] = {}
        for name, wanted in after.items():
            if name in known:
                self._add(node, previous, fresh, flow=flow)
                previous, fresh = known[name], {}
            else:
                fresh[name] = wanted
        self._add(node, previous, fresh, flow=flow)

    def _add(self, node: Mapping, previous: Node | None, fresh: dict[str, Any], *, flow: bool) -> None:
        """Add keys after the value `previous`, or at the top."""
        if not fresh:
            return
        if flow:
            inner = text_of(fresh, flow=True).strip()[1:-1]
            if previous is None:
                self._insert(self._offset(node.place) + 1, f"{inner}, ")
            else:
                self._insert(self._end(previous), f", {inner}")
            return
        column = node.entries[0][0].place[1] - 1
        lines = _indented(text_of(fresh), column)
        if previous is not None:
            self._insert(self._line_end(self._end(previous)), f"\n{lines}")
            return
        start = self._starts[node.entries[0][0].place[0] - 1]
        if self._text[start : start + column].strip():
            raise _Awkward
        self._insert(start, f"{lines}\n")

    def respell(self, span: Span, spelling: str) -> None:
        """Put other characters in place of those of a value."""
        start = self._offset((span.line, span.column, span.end_line, span.end_column))
        end = self._starts[span.end_line - 1] + span.end_column - 1
        self.edits.append((start, end, spelling))

    def sequence(self, node: Sequence, after: list[Any]) -> None:
        """Make a list hold the items of `after`. Items that are equal at both ends stay untouched."""
        flow = self._is_flow(node)
        before = [value_of(item) for item in node.items]
        front = 0
        while front < min(len(before), len(after)) and before[front] == after[front]:
            front += 1
        back = 0
        while back < min(len(before), len(after)) - front and before[-1 - back] == after[-1 - back]:
            back += 1
        old, new = node.items[front : len(before) - back], after[front : len(after) - back]
        column = node.place[1] - 1
        for item, wanted in zip(old, new, strict=False):
            self._put(self._after_dash(item, flow=flow), item, wanted, column, flow=flow)
        for item in old[len(new) :]:
            self._remove(item.place, item, flow=flow)
        place = front + min(len(old), len(new))
        for wanted in new[len(old) :]:
            self._insert_item(node, place, wanted, flow=flow)

    def _insert_item(self, node: Sequence, place: int, wanted: Any, *, flow: bool) -> None:  # noqa: ANN401 - plain values
        if flow:
            inner = text_of([wanted], flow=True).strip()[1:-1]
            if place == 0:
                self._insert(self._offset(node.items[0].place), f"{inner}, ")
            else:
                self._insert(self._end(node.items[place - 1]), f", {inner}")
            return
        column = node.place[1] - 1
        neighbour = node.items[min(place, len(node.items) - 1)]
        text = self._item(wanted, column, braces=isinstance(neighbour, Mapping) and self._is_flow(neighbour))
        if place < len(node.items):
            self._insert(self._item_line(node.items[place]), f"{text}\n")
        else:
            self._insert(self._line_end(self._end(node.items[-1])), f"\n{text}")

    @staticmethod
    def _item(wanted: Any, column: int, *, braces: bool) -> str:  # noqa: ANN401 - plain values
        if braces:
            line = f"{' ' * column}- {text_of(wanted, flow=True).strip()}"
            if len(line) <= WIDTH:
                return line
        return _indented(text_of([wanted]), column)

    def _put(self, lead: int, node: Node, after: Any, column: int, *, flow: bool) -> None:  # noqa: ANN401 - plain values
        """Make the value behind `lead`, which is just past a colon or dash in `column`, be `after`."""
        if value_of(node) == after:
            return
        mark = len(self.edits)
        try:
            if isinstance(node, Mapping) and isinstance(after, dict) and node.entries and after:
                self.mapping(node, after)
                return
            if isinstance(node, Sequence) and isinstance(after, list) and node.items and after:
                self.sequence(node, after)
                return
        except _Awkward:
            del self.edits[mark:]
        self._write_anew(lead, node, after, column, flow=flow)

    def _write_anew(self, lead: int, node: Node, after: Any, column: int, *, flow: bool) -> None:  # noqa: ANN401 - plain values
        start, end = self._offset(node.place), self._end(node)
        self._keep_comments(start, end, node)
        text = self._text
        if isinstance(node, Scalar) and isinstance(after, str):
            # Quotes that the author chose stay, as far as they can hold the text.
            quote = text[start : start + 1]
            if quote in {"'", '"'} and "\n" not in after:
                kept = (
                    f"'{after.replace(chr(39), chr(39) * 2)}'"
                    if quote == "'"
                    else json.dumps(after, ensure_ascii=False)
                )
                self.edits.append((start, end, kept))
                return
        flow = flow or (self._in_braces(node) and len(text_of(after, flow=True)) <= WIDTH)
        if flow or (not isinstance(after, dict | list)) or not after:
            new = text_of(after, flow=flow or not isinstance(after, str)).strip()
            first, _, rest = new.partition("\n")
            rest = f"\n{_indented(rest, column)}" if rest else ""
            start = lead if "\n" in text[lead:start] else start
            blank = " " if text[start - 1] in ":-" else ""
            self.edits.append((start, end, f"{blank}{first}{rest}"))
        elif text[lead - 1 : lead] == "-":
            item = _indented(text_of([after]), column).lstrip()
            self._keep_comments(lead, end, node)
            self.edits.append((lead, end, item[1:]))
        else:
            self._keep_comments(lead, end, node)
            self.edits.append((lead, end, f"\n{_indented(text_of(after), column + _STEP)}"))

    def _remove(self, place: Place, value: Node, *, flow: bool) -> None:
        """Remove a key with its value, or an item: whole lines."""
        if flow:
            raise _Awkward
        start = self._starts[place[0] - 1]
        # An item has its dash before it; a key with something before it is the first one of an item.
        expected = "-" if place is value.place else ""
        if self._text[start : start + place[1] - 1].strip() != expected:
            raise _Awkward
        end = self._line_end(self._end(value))
        self.edits.append((start, min(end + 1, len(self._text)), ""))

    def _keep_comments(self, start: int, end: int, node: Node) -> None:
        held = [(self._offset(s.place), self._end(s)) for s in scalars_of(node)]
        for match in _COMMENT.finditer(self._text, start, end):
            if not any(a <= match.start() < b for a, b in held):
                line = self._text.count("\n", 0, match.start()) + 1
                raise EditRefusedError(
                    f"{self.document.file}:{line}: the comment on this line would be lost; change the values by hand"
                )

    def _insert(self, at: int, text: str) -> None:
        self.edits.append((at, at, text))

    def _offset(self, place: Place) -> int:
        return self._starts[place[0] - 1] + place[1] - 1

    def _end(self, node: Node) -> int:
        """Where a value really ends: the parser counts the blank lines and comments after a block to it."""
        if isinstance(node, Scalar) or self._is_flow(node):
            start = self._offset(node.place)
            end = self._starts[node.place[2] - 1] + node.place[3] - 1
            return start + len(self._text[start:end].rstrip())
        return self._end(node.entries[-1][1] if isinstance(node, Mapping) else node.items[-1])

    def _line_end(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        return end if end >= 0 else len(self._text)

    def _is_flow(self, node: Node) -> bool:
        return self._text[self._offset(node.place)] in "{[" if not isinstance(node, Scalar) else False

    def _in_braces(self, node: Node) -> bool:
        """Whether the author chose braces or brackets; empty ones are no choice."""
        return self._is_flow(node) and bool(value_of(node))

    def _after_colon(self, key: Scalar) -> int:
        end = self._starts[key.place[2] - 1] + key.place[3] - 1
        return self._text.index(":", end) + 1

    def _item_line(self, item: Node) -> int:
        """Where the line of an item's dash starts. Only a dash and blanks may stand before the item."""
        start = self._starts[item.place[0] - 1]
        if self._text[start : self._offset(item.place)].strip() != "-":
            raise _Awkward
        return start

    def _after_dash(self, item: Node, *, flow: bool) -> int:
        if flow:
            return self._offset(item.place)
        line = self._item_line(item)
        return self._text.index("-", line) + 1


def _indented(text: str, blanks: int) -> str:
    """Each line so many blanks further in, without the last line end."""
    lines = text.removesuffix("\n").split("\n")
    return "\n".join(f"{' ' * blanks}{line}" if line else "" for line in lines)
