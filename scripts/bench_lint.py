"""Checks generated playbooks with an empty and with a full cache, and loads the same files with PyYAML; prints ratios.

PyYAML's C loader does less: no places, no types, no rules. It shows what the machine can do in the same minute.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench_build import generate_records, processor_seconds

from breakglass.catalogue.cache import VARIABLE

PEER = """
import pathlib, yaml
for path in pathlib.Path("playbooks").rglob("*.yaml"):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
DAY = "2026-11-23"


def main() -> None:
    """Run all three and print what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--playbooks", type=int, default=1400, help="how many playbooks to generate")
    count: int = parser.parse_args().playbooks
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = folder / "playbooks"
        generate_records(records, count)
        files = sorted(records.rglob("*.yaml"))
        os.environ[VARIABLE] = str(folder / "cache")
        peer = processor_seconds([sys.executable, "-c", PEER], folder)
        print(f"PyYAML (C loader), {len(files)} records     {peer:5.1f} s", flush=True)
        cold = _lint(folder)
        print(f"breakglass lint, empty cache        {cold:5.1f} s, {cold / peer:.2f} of it", flush=True)
        changed = records / "responses" / "payment-flow-stopped.yaml"
        changed.write_text(f"{changed.read_text(encoding='utf-8')}# changed\n", encoding="utf-8")
        warm = _lint(folder)
        print(
            f"breakglass lint, one record changed {warm:5.1f} s, {warm / peer:.2f} of PyYAML (at most 1.00 is wanted)"
        )


def _lint(folder: Path) -> float:
    """The generated copies lack reviews and changes, so lint ends with findings, which are counted and not shown."""
    command = [sys.executable, "-c", "from breakglass.cli import main; main()", "lint", "--today", DAY, "--statistics"]
    return processor_seconds(command, folder, allowed=(1,))


if __name__ == "__main__":
    main()
