"""Reviews one changed line, and 200 changed records, among generated ones; loads the same with PyYAML; prints ratios.

PyYAML's C loader does less: no places, no types, no rules, and one side where a review compares two. The generated
playbooks lack reviews and changes, so that every run also carries a few thousand findings.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_build import generate_records, processor_seconds
from bench_lint import DAY, PEER

from breakglass.catalogue.cache import VARIABLE

_CHANGED = 200


def main() -> None:
    """Run all and print what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--playbooks", type=int, default=1400, help="how many playbooks to generate")
    count: int = parser.parse_args().playbooks
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = folder / "playbooks"
        generate_records(records, count)
        _commit(folder)
        os.environ[VARIABLE] = str(folder / ".git" / "cache")
        files = sorted(records.rglob("*.yaml"))
        peer = processor_seconds([sys.executable, "-c", PEER], folder)
        print(f"PyYAML (C loader), {len(files)} records            {peer:5.1f} s", flush=True)
        playbooks = sorted((records / "responses").glob("*.yaml"))
        _edit(playbooks[0])
        cold = _review(folder)
        print(f"breakglass review, one line, empty cache     {cold:5.1f} s, {cold / peer:.2f} of it", flush=True)
        warm = _review(folder)
        print(f"breakglass review, one line, again           {warm:5.1f} s, {warm / peer:.2f} of it", flush=True)
        for path in playbooks[1:_CHANGED]:
            _edit(path)
        many = _review(folder)
        print(f"breakglass review, {_CHANGED} records, the rest kept {many:5.1f} s, {many / peer:.2f} of it")


def _commit(folder: Path) -> None:
    identity = ("-c", "user.name=Sam", "-c", "user.email=sam@fernway.example")
    for command in (("init", "--quiet"), ("add", "--all"), (*identity, "commit", "--quiet", "--message", "Base")):
        subprocess.run(["git", *command], cwd=folder, check=True)


def _edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("\ntitle: ", "\ntitle: Really ", 1), encoding="utf-8")


def _review(folder: Path) -> float:
    """What keeps the request from being merged is counted and not shown."""
    command = [sys.executable, "-c", "from breakglass.cli import main; main()", "review", "--base", "HEAD"]
    return processor_seconds([*command, "--today", DAY, "--format", "json"], folder, allowed=(1,))


if __name__ == "__main__":
    main()
