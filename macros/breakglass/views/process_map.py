"""From a business process to the automations it depends on and the platforms they run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.views import prose
from breakglass.views.diagram import Diagram, DiagramEdge, DiagramNode, draw

if TYPE_CHECKING:
    from markupsafe import Markup

    from breakglass.records.process import Process
    from breakglass.views.named import Names


def process_map(process: Process, names: Names) -> Markup:
    """The drawing of a process with its automations and platforms."""
    words = prose.plain(process.title)
    nodes = [DiagramNode("process", "process", words, "", names.links.to(process.key), f"Process: {words}")]
    edges = []
    for number, automation in enumerate(process.automations):
        own = f"automation-{number}"
        name = prose.plain(automation.name)
        nodes.append(DiagramNode(own, "automation", name, "", f"#{own}", f"Automation: {name}"))
        edges.append(DiagramEdge("process", own))
        platform = names.named(automation.platform)
        where = f"platform-{automation.platform}"
        if all(node.id != where for node in nodes):
            title = prose.plain(platform.title)
            nodes.append(DiagramNode(where, "platform", title, "", platform.href, f"Platform: {title}"))
        edges.append(DiagramEdge(own, where))
    count = len(process.automations)
    description = f"{count} automation{'' if count == 1 else 's'} with their platforms. The same follows as a table."
    return draw(
        Diagram(f"What {words} depends on", description, tuple(nodes), tuple(edges), "right"), f"map-{process.id}"
    )
