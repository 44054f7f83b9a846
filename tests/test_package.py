"""The wheel, installed into a clean environment, brings everything that a site needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment in which only the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
    wheel = next(folder.glob("*.whl"))
    pip = [str(folder / "env/bin/pip"), "install", "--quiet", "-c", str(ROOT / "scripts/constraints.txt"), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return folder / "env" / "bin"


def test_the_command_lints_and_the_site_builds(installed: Path, tmp_path: Path) -> None:
    for name in ("docs", "playbooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # No overrides of its own: the theme must come from the wheel.
    (tmp_path / "mkdocs.yml").write_text(config.replace("  custom_dir: overrides\n", ""), encoding="utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PATH": f"{installed}:{os.environ['PATH']}"}
    for command in (["breakglass", "lint", "--today", "2026-11-23"], ["mkdocs", "build", "--strict", "--quiet"]):
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/playbooks/payment-flow-stopped.html").read_text(encoding="utf-8")
    assert "First five minutes" in page
    for asset in ("assets/components.css", "assets/js/page.js", "assets/vendor/minisearch/minisearch.min.js"):
        assert (tmp_path / "site" / asset).stat().st_size > 1000
