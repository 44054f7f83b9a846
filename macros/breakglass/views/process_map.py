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
    nodes = [DiagramNode("process", "process", prose.plain(process.title))]
    edges = []
    for number, automation in enumerate(process.automations):
        own = f"automation-{number}"
        name = prose.plain(automation.name)
        nodes.append(DiagramNode(own, "automation", name, "", f"#{own}", f"Automation: {name}"))
        edges.append(DiagramEdge("process", own))
        platform = names.named(automation.platform)
        where = f"platform-{automation.platform}"
        if all(node.id != where for node in nodes):
            label = f"Platform: {platform.title}"
            nodes.append(DiagramNode(where, "platform", platform.title, "", platform.href, label))
        edges.append(DiagramEdge(own, where))
    title = f"What {prose.plain(process.title)} depends on"
    description = f"{len(process.automations)} automations and their platforms. The same follows as a list."
    return draw(Diagram(title, description, tuple(nodes), tuple(edges), "right"), f"map-{process.id}")
