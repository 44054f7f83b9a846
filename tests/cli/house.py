"""A house with a git repository of records, to play what happens to them between an edit and a merge."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.load import load
from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.cli import main
from breakglass.governance.approvals import digest_of_change
from breakglass.records.change import Change
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ZERO = "sha256:" + "0" * 64
POLICY = """\
classes:
  standard:
    means: Wording and dates
    approvers: [{owner: technical}]
  normal:
    means: Anything that people do otherwise from now on
    approvers: [{owner: technical}, {owner: business}]
    risk: incident-lead
  emergency:
    means: The written way does harm in a running incident
    approvers: [{role: incident-lead}]
    afterwards: 5d
"""
MEMBERS = {"order-to-cash": "[wen-li, ines-costa]", "platform-security": "[omar-haddad, eva-novak]"}
"""Mara and Tomas are automation-platform, which staffs every role and owns everything technical."""


def without(text: str, *keys: str) -> str:
    """A record's text without some of its top-level keys."""
    for key in keys:
        text = re.sub(rf"(?m)^{key}:.*\n(?:[ -].*\n)*", "", text)
    return text


@dataclass(frozen=True)
class House:
    """The folder of a repository, with `main` as it was and a branch of work checked out."""

    folder: Path

    def git(self, *arguments: str, who: str = "Mara Okafor") -> str:
        """The output of git, run as a person."""
        mail = f"{who.lower().replace(' ', '.')}@fernway.example"
        env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        identity = ["-c", f"user.name={who}", "-c", f"user.email={mail}", "-c", "commit.gpgsign=false"]
        command = ["git", *identity, *arguments]
        done = subprocess.run(command, cwd=self.folder, check=True, capture_output=True, env=env, text=True)
        return done.stdout.strip()

    def commit(self, who: str = "Mara Okafor") -> str:
        """The commit of everything that changed."""
        self.git("add", "-A")
        self.git("commit", "-m", "x", who=who)
        return self.git("rev-parse", "HEAD")

    def path(self, record: str) -> Path:
        """The file of a record, wherever it stands."""
        kind, _, name = record.partition("/")
        found = [p for p in self.folder.glob(f"playbooks/**/{name}.yaml") if f"kind: {kind}\n" in p.read_text("utf-8")]
        return found[0] if found else self.folder / "playbooks" / kind / f"{name}.yaml"

    def edit(self, record: str, old: str, new: str) -> None:
        """Replace a piece of a record's text, which must be there."""
        path = self.path(record)
        text = path.read_text("utf-8")
        assert old in text, (record, old)
        path.write_text(text.replace(old, new, 1), "utf-8")

    def write(self, record: str, text: str) -> None:
        """Write a record."""
        path = self.path(record)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def raise_to(self, record: str, version: str, change: str = "chg-1", summary: str = "As the team agreed") -> None:
        """Give a record a new version with its changelog entry."""
        text = self.path(record).read_text("utf-8")
        entry = f"changelog:\n  - {{version: {version}, date: 2026-11-20, change: {change}, summary: {summary}}}\n"
        text = re.sub(r"(?m)^version: .*$", f"version: {version}", text, count=1)
        self.write(record, text.replace("changelog:\n", entry, 1))

    def bring(
        self,
        *records: str,
        change: str = "chg-1",
        change_class: str = "normal",
        author: str = "mara-okafor",
        validated_by: str | None = "tomas-lind",
        more: str = "",
    ) -> None:
        """Write the change that brings records to the content they have now."""
        catalogue = load(self.folder / "playbooks").catalogue
        listed = ""
        for record in records:
            kind, _, name = record.partition("/")
            key = (kind, name)
            version = getattr(catalogue.entries[key].record, "version", "")
            listed += f"  - {{record: {record}, to: {version}, digest: '{catalogue.digest(key)}'}}\n"
        risk = f", validated_by: {validated_by}" if validated_by else ""
        text = without(specimen("change"), "id", "class", "author", "date", "risk", "records")
        text += f"id: {change}\nclass: {change_class}\nauthor: {author}\ndate: 2026-11-20\n"
        text += f"risk: {{level: low, why: Read side by side{risk}}}\n{more}"
        text += f"records:\n{listed}" if listed else ""
        self.write(f"change/{change}", text)

    def approve(
        self, by: str, *, owner: str | None = None, role: str | None = None, change: str = "chg-1", more: str = ""
    ) -> None:
        """Write an approval of a change as it is now."""
        found = load(self.folder / "playbooks").catalogue.find(Change, change)
        assert found is not None
        text = without(
            specimen("approval"), "id", "change", "by", "owner", "role", "decision", "date", "digest", "note"
        )
        text += f"id: {change}-{by}\nchange: {change}\nby: {by}\ndate: 2026-11-20\ndigest: {digest_of_change(found)}\n"
        text += f"owner: {owner}\n" if owner else ""
        text += f"role: {role}\n" if role else ""
        self.write(f"approval/{change}-{by}", text + more)

    def approve_normal(self, change: str = "chg-1") -> None:
        """Both owners agree."""
        self.approve("tomas-lind", owner="technical", change=change)
        self.approve("wen-li", owner="business", change=change)


def house(folder: Path) -> House:
    """A house in which nothing is wrong, on a branch of work."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    files["policy/change-control.yaml"] = (without(specimen("policy"), "classes") + POLICY).encode()
    for team, members in MEMBERS.items():
        name = f"team/{team}.yaml"
        files[name] = (without(files[name].decode(), "members") + f"members: {members}\n").encode()
    for change in ("chg-2026-0042", "chg-all"):
        text = without(specimen("approval"), "id", "change", "by", "owner", "role")
        text += f"id: {change}-wen-li\nchange: {change}\nby: wen-li\nowner: business\n"
        files[f"approval/{change}-wen-li.yaml"] = text.encode()
    seal(files)
    for name, raw in files.items():
        path = folder / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    built = House(folder)
    built.git("init", "-q", "-b", "main")
    built.commit()
    built.git("checkout", "-q", "-b", "work")
    return built


@dataclass(frozen=True)
class Reviewed:
    """How `breakglass review` ended: its exit code, its report as JSON, what it printed, and its complaint."""

    exit_code: int
    report: dict[str, Any]
    output: str
    error: str

    @property
    def verdict(self) -> str:
        """`ready`, `waiting` or `refused`."""
        return str(self.report["verdict"])

    @property
    def blocking(self) -> list[str]:
        """The codes of what keeps it from being merged."""
        return sorted({f["code"] for part in ("new", "remaining") for f in self.report[part] if f["blocks"]})

    @property
    def messages(self) -> str:
        """What is said about that."""
        return "\n".join(f["message"] for part in ("new", "remaining") for f in self.report[part] if f["blocks"])

    def record(self, name: str) -> dict[str, Any]:
        """What the report says of a record."""
        return next(one for one in self.report["records"] if one["record"] == name)

    def sentences(self, name: str) -> list[str]:
        """What changed in a record."""
        return [sentence["text"] for sentence in self.record(name)["sentences"]]

    @property
    def asked(self) -> dict[str, bool]:
        """Who is asked to approve, and whether they have."""
        return {asked["who"]: asked["met"] for change in self.report["changes"] for asked in change["asked"]}


def review(
    built: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str, form: str = "json"
) -> Reviewed:
    """`breakglass review --base main`, run in the house on a fixed day."""
    monkeypatch.chdir(built.folder)
    base = () if "--base" in more else ("--base", "main")
    arguments = ["breakglass", "review", *base, "--today", str(TODAY), "--format", form, *more]
    monkeypatch.setattr("sys.argv", arguments)
    capsys.readouterr()
    code = 0
    try:
        main()
    except SystemExit as error:
        code = int(error.code or 0)
    said = capsys.readouterr()
    report = json.loads(said.out) if form == "json" and said.out.startswith("{") else {}
    return Reviewed(code, report, said.out, said.err)
