"""What decides how requests are judged and stands beside the records: settings, baseline, signers' keys.

These files have no versions and no owners of their own. A change names them with a digest, and the owners of the policy
answer for them.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import PurePosixPath
from typing import Any

import yaml

SETTINGS = ("breakglass.toml", "pyproject.toml", "mkdocs.yml")
"""The files of settings, in the folder in which commands are run."""


class _Loader(yaml.SafeLoader):
    """Reads `mkdocs.yml`, which has tags of its own, without running anything."""


_Loader.add_multi_constructor("", lambda _loader, suffix, node: f"{suffix} {node.value!r}")


def digest_of_file(name: str, content: bytes | None) -> str | None:
    """The digest of what counts in a file; nothing where there is no such file or nothing in it counts.

    Of `pyproject.toml` and `mkdocs.yml`, which say much else, that is the part about this program. Ends of lines do not
    count. What cannot be understood counts as a whole.
    """
    if content is None:
        return None
    try:
        part = _part(PurePosixPath(name).name, content)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, UnicodeDecodeError, RecursionError, AttributeError):
        part = content.replace(b"\r\n", b"\n")
    if part is None:
        return None
    text = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True, default=str).encode()
    return f"sha256:{hashlib.sha256(text).hexdigest()}"


def _part(name: str, content: bytes) -> Any:  # noqa: ANN401 - whatever an author may write
    if name == "pyproject.toml":
        return tomllib.loads(content.decode("utf-8")).get("tool", {}).get("breakglass")
    if name == "mkdocs.yml":
        return ((yaml.load(content, _Loader) or {}).get("extra") or {}).get("breakglass")  # noqa: S506 - a safe loader
    return content.replace(b"\r\n", b"\n")
