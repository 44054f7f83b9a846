"""A small house with all its paperwork, under git, for the commands that write records."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from breakglass.catalogue.load import Loaded, load
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.cli import commands

if TYPE_CHECKING:
    from pathlib import Path

TEAM = "team/automation-platform.yaml"
OWNERS = "team/order-to-cash.yaml"
POLICY = "policy/change-control.yaml"


@dataclass(frozen=True)
class House:
    """The folder of the records, and the commands run in it on a fixed day."""

    records: Path

    def run(self, *arguments: str, **more: Any) -> Result:  # noqa: ANN401 - as click takes them
        """A command, as a user types it."""
        command, *rest = arguments
        options = ["--records", str(self.records), "--today", str(TODAY)]
        return CliRunner().invoke(commands, [command, *options, *rest], **more)

    def read(self, name: str) -> str:
        return (self.records / name).read_text("utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        (self.records / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def state(self) -> dict[str, bytes]:
        return {str(p.relative_to(self.records)): p.read_bytes() for p in self.records.rglob("*") if p.is_file()}

    def loaded(self) -> Loaded:
        return load(self.records, self.records)

    def codes(self) -> list[str]:
        """What lint finds, apart from reviews that are to be confirmed, which every change brings."""
        loaded = self.loaded()
        found = [*loaded.findings, *check(loaded.catalogue, TODAY)]
        return sorted(finding.code for finding in found if finding.code != "V108")

    def commit(self, who: str = "t") -> None:
        self.git("add", "-A")
        self.git("-c", f"user.name={who}", "-c", "user.email=t@example.org", "commit", "-q", "-m", "x")

    def git(self, *arguments: str) -> str:
        env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", "-c", "commit.gpgsign=false", *arguments]
        done = subprocess.run(command, cwd=self.records, check=True, env=env, capture_output=True, text=True)
        return done.stdout.strip()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.delenv("BREAKGLASS_HANDLE", raising=False)
    files = {name: text.encode() for name, text in specimen_files().items()}
    files[OWNERS] = files[OWNERS].replace(b"  - mara-okafor\n  - tomas-lind\n", b"  - mara-okafor\n  - priya-nair\n")
    assert b"priya-nair" in files[OWNERS]
    # Wen writes changes and may approve nothing, unless a test takes them into a team again.
    files[OWNERS] = files[OWNERS].replace(b"  - sam-field\n", b"  - wen-li\n")
    assert b"wen-li" in files[OWNERS]
    files[TEAM] = files[TEAM].replace(b"about:", b"# what they do, in a sentence\nabout:")
    # Two places that the same few people may fill: who approves as what is what these tests are about.
    one_place = b"      - owner: technical\n    risk: incident-lead\n"
    both = one_place.replace(b"    risk", b"      - role: incident-lead\n    risk")
    files[POLICY] = files[POLICY].replace(one_place, both).replace(b"separate_duties: true", b"separate_duties: false")
    assert both in files[POLICY]
    seal(files)
    folder = tmp_path / "playbooks"
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    made = House(folder)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    made.commit()
    assert made.codes() == []
    return made
