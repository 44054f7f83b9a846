"""Writing: from the values of a record to YAML in the layout of this house.

Two blanks a level, lists indented below their key, no needless quotes, long prose folded, keys in the order given.
PyYAML lays it out; only what is particular to our dialect stands here: a plain scalar is text whatever it looks
like, so nothing is quoted but what would be read as nothing or as a sign of YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from breakglass.catalogue.source import NULLS

if TYPE_CHECKING:
    from io import StringIO

WIDTH = 120
"""Prose is folded into lines of about so many characters."""
_LONG = 90
"""Up to so many characters a text stays on its line, whatever comes before it."""
_ENDLESS = 1_000_000
_TEXT = "tag:yaml.org,2002:str"


class _Dumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """Writes text, lists and mappings; there is nothing else in a record as it is written."""

    def __init__(self, stream: StringIO, *, flow: bool) -> None:
        Emitter.__init__(self, stream, width=_ENDLESS if flow else WIDTH, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_flow_style=flow, sort_keys=False)
        BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Lists stand below their key, indented."""
        super().increase_indent(flow, indentless=False)

    def expect_document_end(self) -> None:
        """Nothing follows, so the end needs no mark."""
        super().expect_document_end()
        self.open_ended = False

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the name is PyYAML's
        """Whether a value that comes twice is written out twice: always."""
        return True

    # What is not folded stays on one line, however long.
    def write_plain(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's own
        super().write_plain(text, split=False)

    def write_single_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        super().write_single_quoted(text, split=False)

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        super().write_double_quoted(text, split=False)

    def represent_nothing(self, _: None) -> yaml.ScalarNode:
        """`null`: an empty value would be read as text within braces."""
        return self.represent_scalar(_TEXT, "null")

    def represent_text(self, value: str) -> yaml.ScalarNode:
        """A text in the style that a person would choose."""
        style = None
        if value in NULLS:
            style = "'"
        elif value != value.strip() and "\n" not in value:
            style = '"'  # a blank at an end that YAML takes for part of a word, as a no-break space, would be lost
        elif "\n" in value:
            style = "|"
        elif len(value) > _LONG and value == value.strip() and "  " not in value:
            style = ">"
        return self.represent_scalar(_TEXT, str(value), style)


_Dumper.add_representer(type(None), _Dumper.represent_nothing)
_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_multi_representer(str, _Dumper.represent_text)  # references are texts of their own types


def text_of(value: Any, *, flow: bool = False) -> str:  # noqa: ANN401 - a tree of plain values
    """A tree of texts as YAML, each line ending with a line feed; with `flow` it is one line, in braces or brackets."""

    def dumper(stream: StringIO, **_: object) -> _Dumper:
        return _Dumper(stream, flow=flow)

    return yaml.dump_all([value], Dumper=dumper)
