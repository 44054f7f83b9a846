"""From a place in a file to the field that stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from breakglass.catalogue.fields import field_at
from breakglass.catalogue.load import load_files
from breakglass.catalogue.syntax import read

if TYPE_CHECKING:
    from breakglass.catalogue.source import Document

TEXT = """\
kind: playbook
owners:
  technical: desk
phases:
  triage:
    steps:
      - id: confirm
        do: |
          Look at the list.
          Count it.
        within: 10m
      - {do: Call, id: call}
aliases: [late, late, "lost: again"] # odd
communication:
  - {message: bridge, when: declared}
  - message: delay
    when: sev1
"""


def document(text: str) -> Document:
    made, _ = read("p.yaml", text.encode())
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("kind",), "kind"),
        (("owners",), "owners"),
        (("owners", "technical"), "owners.technical"),
        (("phases", "triage", "steps"), "phases.triage.steps"),
        (("phases", "triage", "steps", 0), "phases.triage.steps[confirm]"),
        (("phases", "triage", "steps", 0, "do"), "phases.triage.steps[confirm].do"),
        (("phases", "triage", "steps", 1, "do"), "phases.triage.steps[call].do"),
        (("aliases", 0), "aliases[late]"),
        (("aliases", 1), "aliases[late#2]"),
        (("aliases", 2), "aliases[lost: again]"),
        (("communication", 0, "when"), "communication[bridge].when"),
        (("communication", 1), "communication[delay]"),
    ],
)
def test_a_place_is_told_as_the_field_that_it_came_from(path: tuple[str | int, ...], field: str) -> None:
    made = document(TEXT)
    assert field_at(made, made.span(*path)) == field
    if isinstance(path[-1], str):
        assert field_at(made, made.key_span(*path)) == field


def test_a_field_keeps_its_name_when_lines_and_items_are_added() -> None:
    later = TEXT.replace("    steps:\n", "    steps:\n      - {id: first, do: Breathe}\n\n      # why\n")
    made = document(f"# a head\n\n{later}")
    span = made.span("phases", "triage", "steps", 1, "within")
    assert span != document(TEXT).span("phases", "triage", "steps", 0, "within")
    assert field_at(made, span) == "phases.triage.steps[confirm].within"


def test_findings_of_reading_know_their_record_and_field() -> None:
    files = {
        "a/desk.yaml": b"kind: team\nid: desk\nowners: {technical: [1]}\n",
        "b/broken.yaml": b"kind: team\nid: [\n",
        "c/alien.yaml": b"kind: tem\n",
        "d/scrap.yaml": b"\xff",
    }
    found = {(f.span.file, f.record, f.field) for f in load_files(files.items()).findings}
    assert ("a/desk.yaml", "team/desk", "owners.technical") in found
    assert ("b/broken.yaml", "team/broken", "") in found
    assert ("c/alien.yaml", "", "kind") in found
    assert ("d/scrap.yaml", "", "") in found


def test_a_fingerprint_survives_a_move_and_lines_above() -> None:
    text = "kind: team\nid: desk\nreview: {every: often}\n"
    moved = f"# moved\n\n{text.replace('id: desk', 'id: desk  # as before')}"

    def marks(name: str, content: str) -> set[tuple[str, str]]:
        return {(f.code, f.fingerprint) for f in load_files([(name, content.encode())]).findings if f.code == "S103"}

    before = marks("teams/desk.yaml", text)
    assert before
    assert marks("elsewhere/deep/desk.yaml", moved) == before
    assert marks("teams/other.yaml", text.replace("desk", "other")) != before
