"""Style sheets: all components share one page, so each looks after the classes of its own."""

from __future__ import annotations

import re
from collections import defaultdict

from breakglass.site.theme import theme_folder


def test_a_class_is_styled_by_one_component() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for path in theme_folder().glob("components/*/style.css"):
        for name in re.findall(r"^(?:\.md-typeset )?\.(bg-[a-z0-9_-]+)\s*\{", path.read_text("utf-8"), re.MULTILINE):
            owners[name].add(path.parent.name)
    assert len(owners) > 100
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}
