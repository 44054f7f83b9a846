"""What a browser keeps when the site is larger than the budget: whole parts, the worst severities first."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from breakglass.checks.harness import specimen_files
from breakglass.site.offline import Edition, kept_parts, list_text, parts_of, worker_text
from breakglass.site.site import SettingsError, open_site

if TYPE_CHECKING:
    from pathlib import Path

PARTS = [("Frame", ["a", "b"]), ("Roles", ["c"]), ("SEV1", ["d", "e"]), ("SEV2", ["f"]), ("Rest", ["g"])]
SIZES = dict.fromkeys("abcdefg", 10)


@pytest.mark.parametrize(
    ("budget", "kept"), [(70, 5), (69, 4), (60, 4), (59, 3), (50, 3), (49, 2), (30, 2), (20, 1), (19, 0), (0, 0)]
)
def test_parts_are_kept_in_their_order_and_none_in_half(budget: int, kept: int) -> None:
    assert [part.kept for part in kept_parts(PARTS, SIZES, budget)] == [True] * kept + [False] * (5 - kept)


def test_a_small_part_does_not_pass_by_a_larger_one_before_it() -> None:
    parts = kept_parts([("SEV1", ["a"]), ("SEV2", ["b"])], {"a": 100, "b": 1}, 50)
    assert [part.kept for part in parts] == [False, False]


def test_each_file_is_in_one_part_and_what_nobody_asks_for_in_none(tmp_path: Path) -> None:
    for name, text in specimen_files().items():
        path = tmp_path / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    catalogue = open_site({}, tmp_path).catalogue
    paths = [
        *("index.html", "offline.html", "404.html", "sitemap.xml", "sitemap.xml.gz", "assets/x.js", "assets/x.js.map"),
        *("assets/javascripts/lunr/tinyseg.js", "assets/photo.png", "roles/incident-lead/index.html", "roles/index.html"),
        *("playbooks/payment-flow-stopped.html", "playbooks/payment-flow-stopped/v1.0.0.html", "write/fields.html"),
    ]
    parts = dict(parts_of(catalogue, paths, frozenset({"assets/x.js"})))
    assert parts["Frame and finder"] == ["index.html", "404.html", "offline.html", "roles/index.html", "assets/x.js"]
    assert parts["Roles"] == ["roles/incident-lead/index.html"]
    worst = [title for title in parts if title.startswith("Playbooks, ")]
    assert [path for title in worst for path in parts[title]] == ["playbooks/payment-flow-stopped.html"]
    assert parts["Everything else"] == [
        "assets/photo.png",
        "playbooks/payment-flow-stopped/v1.0.0.html",
        "write/fields.html",
    ]


def test_the_worker_names_its_list_and_the_list_names_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one", encoding="utf-8")
    (tmp_path / "b").write_text("two", encoding="utf-8")
    parts = kept_parts([("First", ["a"]), ("Rest", ["b"])], {"a": 3, "b": 3}, 3)
    text = list_text(Edition("2026-11-23T00:00:00Z", "0123456789abcdef"), parts, tmp_path)
    listed = json.loads(text)
    assert listed["files"] == {"a": hashlib.sha256(b"one").hexdigest()}
    assert listed["build"] == "2026-11-23T00:00:00Z 0123456789ab"
    assert listed["whole"] is False
    worker = worker_text("go();", text)
    assert worker == f"const BUILD = '{hashlib.sha256(text.encode()).hexdigest()}';\ngo();"
    assert worker_text("go();", None).startswith("const BUILD = '';")


@pytest.mark.parametrize(("said", "size"), [("30MB", 30_000_000), ("2 MiB", 2 * 1024**2), (0, 0)])
def test_the_budget_is_a_size(tmp_path: Path, said: object, size: int) -> None:
    (tmp_path / "playbooks").mkdir()
    assert open_site({"breakglass": {"offline": {"budget": said}}}, tmp_path).settings.offline.budget == size


@pytest.mark.parametrize("said", ["much", -1, "-5MB"])
def test_a_budget_that_is_none_is_one_line(tmp_path: Path, said: object) -> None:
    (tmp_path / "playbooks").mkdir()
    with pytest.raises(SettingsError, match=r"extra\.breakglass\.offline\.budget: .*30 MB"):
        open_site({"breakglass": {"offline": {"budget": said}}}, tmp_path)
