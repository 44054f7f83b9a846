"""Messages: read, filled, copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from breakglass.records.message import PLACEHOLDER
from breakglass.records.vocabulary import MEDIUM_TITLE, RECIPIENT_TITLE
from breakglass.views import prose

if TYPE_CHECKING:
    from datetime import date

    from breakglass.records.message import Message
    from breakglass.views.named import Named, Names


@dataclass(frozen=True, slots=True)
class Blank:
    """A placeholder with its explanation."""

    name: str
    what: str
    example: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """A template with its blanks marked, and the same as plain text and as Markdown for copying."""

    id: str
    title: str
    href: str
    to: str
    via: tuple[str, ...]
    tone: str
    sender: Named
    subject: Markup
    body: Markup
    plain: str
    markdown: str
    blanks: tuple[Blank, ...]
    approved_by: Named | None
    approved_until: date | None


def message_view(message: Message, names: Names) -> MessageView:
    """A message as its own page and every playbook that sends it show it."""
    return names.once("message", message.key, lambda: _message(message, names))


def _message(message: Message, names: Names) -> MessageView:
    blanks = {name: blank.what for name, blank in message.placeholders.items()}
    subject = message.subject or ""
    return MessageView(
        id=message.id,
        title=message.title,
        href=names.links.to(message.key),
        to=RECIPIENT_TITLE[message.to],
        via=tuple(MEDIUM_TITLE[medium] for medium in message.via),
        tone=message.tone,
        sender=names.named(message.sender),
        subject=_marked(prose.inline(subject), blanks),
        body=_marked(prose.block(message.body), blanks),
        plain=_joined("", subject, prose.plain(message.body)),
        markdown=_joined("**", subject, message.body),
        blanks=tuple(Blank(name, p.what, p.example) for name, p in message.placeholders.items()),
        approved_by=names.named(message.approval.by) if message.approval else None,
        approved_until=message.approval.until if message.approval else None,
    )


def _joined(mark: str, subject: str, body: str) -> str:
    return f"{mark}{subject}{mark}\n\n{body}" if subject else body


def _marked(text: Markup, blanks: dict[str, str]) -> Markup:
    """The text with every blank in a `mark` element. Braces cannot stand in the tags: addresses code them."""
    mark = Markup('<mark class="bg-blank" title="{}">{}</mark>')
    return Markup(  # noqa: S704 - the text is cleaned and the rest is escaped by `format`
        PLACEHOLDER.sub(lambda match: mark.format(blanks.get(match[1], ""), match[0]), str(text))
    )
