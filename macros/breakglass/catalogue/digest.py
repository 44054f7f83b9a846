"""Digests: a short name for the exact content of a record, to bind approvals and reviews to it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def digest_of(data: dict[str, Any]) -> str:
    """The digest of a record's values as they are written, whatever their layout, order of keys and comments.

    It is the SHA-256 of the canonical form. It is not taken over a model, so a new optional key in a later version of
    Breakglass voids nothing.
    """
    return _sha256(canonical(data))


def canonical(data: dict[str, Any]) -> str:
    """The values as canonical JSON (RFC 8785; all values here are text, lists, mappings and null)."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of_all(digests: Iterable[tuple[str, str]]) -> str:
    """One digest over several records, given as (`kind/id`, digest) in any order."""
    return _sha256("".join(f"{name} {digest}\n" for name, digest in sorted(digests)))


def _sha256(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
