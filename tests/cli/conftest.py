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

    def commit(self) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        for command in (["add", "-A"], [*identity, "commit", "-q", "-m", "x"]):
            subprocess.run(["git", *command], cwd=self.records, check=True, env=env)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.delenv("BREAKGLASS_HANDLE", raising=False)
    files = {name: text.encode() for name, text in specimen_files().items()}
    files[OWNERS] = files[OWNERS].replace(b"  - mara-okafor\n  - tomas-lind\n", b"  - mara-okafor\n  - priya-nair\n")
    assert b"priya-nair" in files[OWNERS]
    files[TEAM] = files[TEAM].replace(b"about:", b"# what they do, in a sentence\nabout:")
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
