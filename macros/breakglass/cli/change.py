"""`breakglass change`: write the change that the edited records need."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from breakglass.catalogue.edit import EditRefusedError
from breakglass.catalogue.load import Loaded, load, load_file
from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.save import save
from breakglass.cli.comparing import compared
from breakglass.cli.lint import Day, records_option, today_option
from breakglass.cli.naming import key_of, refuse_faulty, refuse_stranger, refuse_unread
from breakglass.cli.new import usual_folder
from breakglass.governance.asked import asked_of, risk_asked
from breakglass.governance.draft import Draft, DraftRefusedError, Others, Wishes, deleted_records, edited_records
from breakglass.governance.drafting import draft
from breakglass.governance.request import named
from breakglass.governance.versions import BUMPS
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.values import SLUG
from breakglass.records.vocabulary import ChangeClass, RiskLevel
from breakglass.records.words import many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.cli.comparing import Compared
    from breakglass.governance.request import Request
    from breakglass.records.change import Emergency

_F = TypeVar("_F", bound="Callable[..., Any]")


class Handle(click.ParamType[str]):
    """The name that a person goes by in the records."""

    name = "handle"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The handle as it is."""
        if not re.fullmatch(SLUG, str(value)):
            self.fail(f"“{value}” is not a handle: small letters, digits and single hyphens", param, ctx)
        return str(value)


class Line(click.ParamType[str]):
    """A text that is not empty, as one line."""

    name = "text"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text with single blanks."""
        text = " ".join(str(value).split())
        if not text:
            self.fail("the text is empty", param, ctx)
        return text


def handle_option(who: str) -> Callable[[_F], _F]:
    """`--as`, which a person who writes often sets once in their shell."""
    return click.option(
        "--as",
        "handle",
        type=Handle(),
        required=True,
        envvar="BREAKGLASS_HANDLE",
        show_envvar=True,
        help=who,
    )


@click.command(short_help="Write the change that the edited records need.")
@click.argument("names", metavar="[RECORD]...", nargs=-1)
@handle_option("Who wrote the change.")
@click.option("--reason", type=Line(), help="Why it is made. Needed once; afterwards the change keeps it.")
@click.option("--title", type=Line(), help="The change in a few words.")
@click.option("--summary", type=Line(), help="What changed, for the changelog: one sentence for a responder.")
@click.option("--class", "change_class", type=click.Choice(get_args(ChangeClass)), help="Stricter than proposed.")
@click.option("--bump", type=click.Choice(BUMPS[::-1]), help="By how much the versions rise, if by more than proposed.")
@click.option("--risk", type=click.Choice(get_args(RiskLevel)), help="How much could go wrong with the change itself.")
@click.option("--risk-why", type=Line(), help="What could go wrong, in a sentence.")
@click.option("--incident", metavar="ID", help="The incident that taught us.")
@click.option("--base", metavar="REV", help="What to compare with. Default: where the work left the main branch.")
@click.option("--emergency-by", type=Handle(), help="Who let an emergency change through.")
@click.option("--emergency-role", metavar="ROLE", help="In which role.")
@click.option("--emergency-why", type=Line(), help="Why the written way would do harm.")
@click.option("--emergency-review-by", type=Day(), metavar="DATE", help="By when the approvals follow.")
@records_option
@today_option
def change(
    names: tuple[str, ...],
    handle: str,
    base: str | None,
    records: Path,
    today: date,
    **wishes: Any,  # noqa: ANN401
) -> None:
    """Write the change that the edited records need, with their new versions and changelog entries.

    Each RECORD is kind/id or a file; without one, all records in force that are not as the base has them. Run it
    again after more edits: it brings the same change up to date.
    """
    loaded = load(records, records)
    refuse_stranger(handle, loaded.catalogue, or_former=True)
    start = compared(records, base)
    click.echo(f"Compared with {start.base.name} ({start.base.commit[:7]})")
    before = start.values()
    request = start.request(loaded.catalogue, records)
    changed = {named(key): after for key, (_, after) in request.unversioned.items()}
    if names:
        called = {name: "/".join(key_of(name, loaded.catalogue, records)) for name in names}
        meant = frozenset(name if name in changed else called[name] for name in names) & frozenset(changed)
        keys = [_key(name, loaded, start, records) for name in names if not meant & {name, called[name]}]
        others = Others(changed, meant)
    else:
        keys = _all_edited(loaded, start, records, any_others=bool(changed))
        others = Others(changed, frozenset(changed))
    emergency = {
        key: str(given)
        for key, given in {
            "authorised_by": wishes.pop("emergency_by"),
            "role": wishes.pop("emergency_role"),
            "why": wishes.pop("emergency_why"),
            "review_by": wishes.pop("emergency_review_by"),
        }.items()
        if given
    }
    folder = usual_folder(loaded.catalogue, "change")
    try:
        said = Wishes(handle, emergency=emergency, **wishes)
        found = draft(loaded.catalogue, before, keys, said, folder, today, others)
    except (DraftRefusedError, EditRefusedError) as error:
        raise click.UsageError(f"{error}.") from error
    refuse_faults(found.texts)
    save({records / name: text for name, text in found.texts.items()})
    _tell(found, replace(request, head=load(records, records).catalogue), records)


def _all_edited(loaded: Loaded, start: Compared, records: Path, *, any_others: bool) -> list[Key]:
    refuse_unread(loaded, records, ", or name the records of the change")
    before = start.values()
    for key in deleted_records(loaded.catalogue, before):
        _refuse_deleted(key, start, records)
    keys = edited_records(loaded.catalogue, before)
    if not keys and not any_others:
        raise click.UsageError(
            f"no record in force is another one than at {start.base.commit[:12]}. Edit one, name a draft that is to be "
            "part of the change, or name another --base."
        )
    return keys


def _refuse_deleted(key: Key, start: Compared, records: Path) -> None:
    """A record that was in force is retired and never deleted, so that people find what became of it."""
    file = shlex.quote(str(records / (start.file_of(key) or "")))
    raise click.UsageError(
        f"{'/'.join(key)} is deleted; bring it back with `git restore --source {start.base.commit[:12]} {file}`, "
        "set status: retired and say why in retirement:."
    )


def _key(name: str, loaded: Loaded, start: Compared, records: Path) -> Key:
    catalogue = loaded.catalogue
    key = key_of(name, catalogue, records)
    if key not in catalogue.entries:
        refuse_faulty(name, key, loaded, records)
        if key in deleted_records(catalogue, start.values()):
            _refuse_deleted(key, start, records)
        near = did_you_mean(name, ["/".join(key) for key in catalogue.entries])
        raise click.UsageError(f"there is no record “{name}”. {near or 'Name it as kind/id or by its file.'}")
    if "version" not in catalogue.entries[key].document.data():
        why = "it has no versions and needs no change"
        if key[0] == "incident":
            why = f"it has no versions, says of the past what it said at {start.base.name}, and needs no change"
        raise click.UsageError(f"{name} is a record of what happened: {why}")
    return key


def refuse_faults(texts: Mapping[str, str]) -> None:
    """End with wrong use where a file would have a fault, such as an id that is none."""
    for name, text in texts.items():
        for finding in load_file(name, text.encode()).findings:
            raise click.UsageError(f"{finding.message}. {finding.mend}".strip())


def _tell(found: Draft, request: Request, records: Path) -> None:
    """Say what was written and why, and what comes next."""
    what = " and ".join([*([many(len(found.moved), "record")] if found.moved else []), *found.others])
    click.secho(f"{found.id}: {found.change_class} change of {what}, by {found.author}", bold=True)
    _tell_records(found)
    reasons = list(dict.fromkeys(why for one in found.moved for why in one.difference.reasons))
    stricter = "" if found.change_class == found.asked else f" by choice; {found.asked} would do"
    because = f", since {'; '.join(reasons)}" if reasons and not stricter else ""
    click.echo(f"\nClass: {found.change_class}{stricter}{because}.")
    catalogue = request.head
    change = catalogue.find(Change, found.id)
    lacks = list(asked_of(change, request)) if change else []
    for asked in lacks:
        click.echo(f"To be approved by {asked}.")
    able = risk_asked(change, request) if change else ()
    if able:
        click.echo(f"The risk is to be validated by one of {', '.join(able)}.")
    for approval in found.void:
        place = records / catalogue.entries[approval.key].document.file
        click.secho(f"Void: the approval of {approval.by} was for other content ({place}). Ask again.", fg="yellow")
    if found.not_validated_by:
        click.secho(f"Void: {found.not_validated_by} had validated the risk of other content. Ask again.", fg="yellow")
    for name in found.texts:
        click.echo(f"Written: {records / name}")
    if not found.texts:
        click.echo("Everything is written already.")
    if not found.risk_told:
        click.echo(f"Next: say what could go wrong: breakglass change --as {found.author} --risk-why TEXT")
    _tell_next(found, change.emergency if change else None, len(lacks), catalogue)


def _tell_next(found: Draft, emergency: Emergency | None, lacks: int, catalogue: Catalogue) -> None:
    """Say whose approval comes next, where any does."""
    if lacks and emergency and not _let_through(found, emergency, catalogue):
        said = f"breakglass approve {found.id} --as {emergency.authorised_by} --role {emergency.role}"
        click.echo(f"Next: commit, and have it let through: {said}")
        if lacks > 1:
            click.echo(f"The other approvals follow by {emergency.review_by}.")
    elif lacks:
        click.echo(f"Next: commit, and have it approved: breakglass approve {found.id} --as HANDLE")


def _let_through(found: Draft, emergency: Emergency, catalogue: Catalogue) -> bool:
    """Whether the one who lets an emergency change through has put their name to it as it is now."""
    void = {approval.key for approval in found.void}
    return any(
        approval.by == emergency.authorised_by and approval.role == emergency.role and approval.key not in void
        for approval in catalogue.referring(Approval, ("change", found.id))
    )


def _tell_records(found: Draft) -> None:
    for one in found.moved:
        rise = f"{one.before} → {one.after}" if one.before else f"new, {one.after}"
        asked = f" ({one.difference.bump})" if one.difference.bump else ""
        joined = f", added to {found.id}" if one.key in found.joined else ""
        click.echo(f"\n{'/'.join(one.key)}  {rise}{asked}{joined}")
        for each in one.difference.changes:
            click.echo(f"  - {each.sentence()}")
        click.echo(f"  Changelog: {one.summary}")
    if found.summary_kept and found.moved:
        click.echo("\nThe changelog says what it said before these edits; --summary words it anew.")
