"""`breakglass reviewed`: write down that a record was held against reality."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from breakglass.catalogue.load import load
from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.save import save
from breakglass.catalogue.write import text_of
from breakglass.cli.change import handle_option
from breakglass.cli.lint import records_option, today_option
from breakglass.cli.naming import key_of, refuse_faulty, refuse_stranger, refuse_unread
from breakglass.cli.new import usual_folder
from breakglass.governance import git
from breakglass.governance.revision import RevisionError, default_base
from breakglass.records.attested import hollow
from breakglass.records.record import Maintained
from breakglass.records.review import Review
from breakglass.records.vocabulary import Checked, CheckResult

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.catalogue.load import Loaded

_WHATS, _RESULTS = get_args(Checked), get_args(CheckResult)
_FORM = "WHAT=EVIDENCE, as in contacts='Called the pager; answered in 3 min'"


class Seen(click.ParamType[tuple[str, str, str]]):
    """What was looked at, the result, and the evidence: `contacts=…` or `contacts:mended=…`."""

    name = "what=evidence"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str, str]:
        """The three parts."""
        if isinstance(value, tuple):
            return value
        head, equals, evidence = str(value).partition("=")
        what, _, result = head.strip().partition(":")
        result = result or "holds"
        if not equals:
            self.fail(f"write {_FORM}", param, ctx)
        if what not in _WHATS:
            self.fail(f"“{what}” is none of {', '.join(_WHATS)}. {did_you_mean(what, _WHATS)}".strip(), param, ctx)
        if result not in _RESULTS:
            self.fail(f"“{result}” is none of {', '.join(_RESULTS)}", param, ctx)
        if hollow(evidence):
            why = "does not let another person judge what was seen"
            self.fail(f"“{evidence}” {why}; say what was done and seen: a number, a link, who answered")
        return what, result, " ".join(evidence.split())


@click.command(short_help="Write down that a record was held against reality.")
@click.argument("names", metavar="RECORD...", nargs=-1, required=True)
@handle_option("Who reviewed it.")
@click.option(
    "--checked",
    "seen",
    type=Seen(),
    multiple=True,
    required=True,
    metavar="WHAT=EVIDENCE",
    help=f"What was looked at ({', '.join(_WHATS)}) and what was seen. WHAT:mended=… or WHAT:open=… says that "
    "it was wrong. May be given several times.",
)
@records_option
@today_option
def reviewed(
    names: tuple[str, ...], handle: str, seen: tuple[tuple[str, str, str], ...], records: Path, today: date
) -> None:
    """Write a review of each RECORD (kind/id or a file): who, when, what was checked, and the digests of what was read.

    The digests bind the review to the exact content of the record and of all it depends on. When something of that
    changes, the page says that the review is to be confirmed.
    """
    loaded = load(records, records)
    catalogue = loaded.catalogue
    wanted = [_record(name, loaded, records) for name in names]
    refuse_stranger(handle, catalogue)
    refuse_unread(loaded, records)
    folder = records / usual_folder(catalogue, "review")
    base = _base(records)
    texts = {}
    for record in wanted:
        name = _name(record, today, catalogue, lambda file: _holds(records, base, file))
        texts[folder / f"{name}.yaml"] = _text(name, record, handle, seen, today, catalogue)
    again = {path for path in texts if path.exists()}
    save(texts)
    for path in texts:
        click.echo(f"Written: {path}{' (replaced)' if path in again else ''}")
    click.echo("Next: commit")


def _base(records: Path) -> str | None:
    """Where the work left the main branch; nothing outside of git."""
    try:
        return default_base(records).commit
    except RevisionError:
        return None


def _holds(records: Path, commit: str | None, file: str) -> bool:
    return commit is not None and git.content(records, commit, file) is not None


def _name(record: Maintained, today: date, catalogue: Catalogue, merged: Callable[[str], bool]) -> str:
    """What a review is called: by its day and record, and by a number where another is called so.

    Whoever runs the command again replaces their review, until it is merged: then it is kept as it is.
    """
    first = f"{today}-{record.kind}-{record.id}"
    name, number = first, 1
    while (other := catalogue.find(Review, name)) is not None and (
        other.record.key != record.key or merged(catalogue.entries[other.key].document.file)
    ):
        number += 1
        name = f"{first}-{number}"
    return name


def _record(name: str, loaded: Loaded, records: Path) -> Maintained:
    catalogue = loaded.catalogue
    key = key_of(name, catalogue, records)
    refuse_faulty(name, key, loaded, records)
    entry = catalogue.entries.get(key)
    if entry is None or not isinstance(entry.record, Maintained):
        known = ["/".join(key) for key, one in catalogue.entries.items() if isinstance(one.record, Maintained)]
        proposal = did_you_mean(name, known) or "Name it as kind/id, for example playbook/payment-flow-stopped."
        raise click.UsageError(f"there is no record “{name}” that can be reviewed. {proposal}")
    return entry.record


def _text(
    name: str,
    record: Maintained,
    handle: str,
    seen: Sequence[tuple[str, str, str]],
    today: date,
    catalogue: Catalogue,
) -> str:
    rests_on = {
        "/".join(key): getattr(catalogue.entries[key].record, "version", "") for key in catalogue.rests_on(record.key)
    }
    data = {
        "kind": "review",
        "id": name,
        "title": f"{record.title}, reviewed on {today.day} {today:%B %Y}",
        "record": f"{record.kind}/{record.id}",
        "version": record.version,
        "date": str(today),
        "by": handle,
        "checked": [{"what": what, "result": result, "evidence": evidence} for what, result, evidence in seen],
        "digest": catalogue.digest(record.key),
        **({"rests_on": rests_on} if rests_on else {}),
        "closure": catalogue.closure_digest(record.key),
        "audience": record.audience,
    }
    return text_of(data)
