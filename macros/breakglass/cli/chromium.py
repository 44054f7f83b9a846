"""Chromium, for what is printed: found on this machine and run without a window."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_LONGEST = 1800
"""Seconds for one printing; a thousand playbooks are some ten thousand sheets."""


class NoBrowserError(OSError):
    """No browser is there, or it does not print; the message is one line with the mend."""


def browser() -> str:
    """The path of the browser. Raises `NoBrowserError` where there is none."""
    found = next((path for name in (*NAMES, _MAC) if (path := shutil.which(name))), None)
    if found is None:
        raise NoBrowserError(
            "the binder is printed by Chromium, Chrome or Edge, and none is here; install one (on Debian: apt install "
            "chromium), or take the pocket edition, which needs none: breakglass export pocket"
        )
    return found


def print_pdf(path: str, html: str) -> bytes:
    """This HTML as the browser at `path` prints it. Raises `NoBrowserError` where it does not."""
    with tempfile.TemporaryDirectory(prefix="breakglass-") as name:
        folder = Path(name)
        page, pdf = folder / "page.html", folder / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            *(path, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync"),
            *("--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder / 'profile'}"),
            *("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # which Chromium asks of root, as in most containers
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoBrowserError(f"{path} does not print: {error}") from error
        if not pdf.is_file():
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise NoBrowserError(f"{path} printed nothing: {said[-1] if said else f'it ended with {done.returncode}'}")
        return pdf.read_bytes()
