"""`breakglass approve`: add one person's approval of a change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from breakglass.catalogue.edit import EditRefusedError, edited
from breakglass.catalogue.load import UnreadableError, load
from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.save import save
from breakglass.catalogue.write import text_of
from breakglass.cli.change import Line, handle_option, refuse_faults
from breakglass.cli.lint import records_option, today_option
from breakglass.cli.new import usual_folder
from breakglass.governance.approving import (
    ApprovalRefusedError,
    Capacity,
    approval_of,
    capacity_for,
    refuse_stale,
    refuse_validation,
)
from breakglass.governance.asked import asked_of, risk_asked
from breakglass.governance.signatures import (
    ALLOWED,
    NAMESPACE,
    SigningError,
    content_of,
    sign,
    signers_in,
    verify,
)
from breakglass.records.change import Change
from breakglass.records.values import RoleRef
from breakglass.records.vocabulary import ApprovalDecision, OwnerSide

if TYPE_CHECKING:
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue

_KEYS = ("id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa")
"""What a person's own key is called, the best kind first (ssh(1))."""


@click.command(short_help="Approve a change.")
@click.argument("name", metavar="CHANGE")
@handle_option("Who approves.")
@click.option("--owner", type=click.Choice(get_args(OwnerSide)), help="For which owner of the records.")
@click.option("--role", metavar="ROLE", help="In which role.")
@click.option(
    "--risk", is_flag=True, help="Put your name to the risk assessment; with --owner or --role, also approve."
)
@click.option("--object", "objecting", is_flag=True, help="Object, in place of approving; --note says why.")
@click.option("--note", type=Line(), help="What you want to have on record.")
@click.option("--sign", "signing", is_flag=True, help="Sign the approval with your SSH key.")
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The key to sign with: a private one, or a public one that the agent knows. Default: that in ~/.ssh.",
)
@records_option
@today_option
def approve(name: str, handle: str, records: Path, today: date, **wishes: Any) -> None:  # noqa: ANN401 - click's
    """Approve a CHANGE, bound to the exact content of its records: one more file beside the other approvals.

    Without --owner and --role you approve as what the policy asks you for, if that is one thing.
    """
    owner, role, key = wishes["owner"], wishes["role"], wishes["key"]
    _refuse_wrong_use(wishes)
    decision: ApprovalDecision = "objects" if wishes["objecting"] else "approves"
    catalogue = load(records, records).catalogue
    change = _change(name, catalogue)
    capacity = Capacity(owner, RoleRef(role) if role else None) if owner or role else None
    key = (key or _own_key()) if wishes["signing"] else None
    texts: dict[str, str] = {}
    data: dict[str, Any] | None = None
    try:
        if wishes["risk"]:
            texts |= _validated(change, handle, catalogue)
        if capacity or not wishes["risk"]:
            capacity = capacity or _found_capacity(change, handle, catalogue)
            data = approval_of(change, handle, capacity, catalogue, today, note=wishes["note"], decision=decision)
            if key:
                data["signature"] = sign(content_of(data), key)
            texts[_file(data["id"], catalogue)] = text_of(data)
    except (ApprovalRefusedError, EditRefusedError) as error:
        raise click.UsageError(f"{error}.") from error
    except SigningError as error:
        raise UnreadableError(str(error)) from error
    refuse_faults(texts)
    save({records / file: text for file, text in texts.items()})
    for file in texts:
        click.echo(f"Written: {records / file}")
    if key and data:
        _tell_signature(data, handle, today, records, key)
    _tell_missing(name, load(records, records).catalogue)


def _refuse_wrong_use(wishes: dict[str, Any]) -> None:
    if wishes["owner"] and wishes["role"]:
        raise click.UsageError("--owner and --role are two approvals; give one after the other")
    if wishes["key"] and not wishes["signing"]:
        raise click.UsageError("--key goes with --sign")
    if wishes["objecting"] and not wishes["note"]:
        raise click.UsageError("say why you object, with --note")


def _change(name: str, catalogue: Catalogue) -> Change:
    found = catalogue.find(Change, name)
    if found is None:
        near = did_you_mean(name, catalogue.ids("change"))
        fault = "has faults; see breakglass lint" if catalogue.knows(("change", name)) else "is not there"
        raise click.UsageError(f"the change {name} {fault}. {near}".strip())
    return found


def _found_capacity(change: Change, handle: str, catalogue: Catalogue) -> Capacity:
    """The capacity that follows from the policy; an author is told that they are one before anything else."""
    if handle == change.author:
        approval_of(change, handle, Capacity(), catalogue, change.date)
    refuse_stale(change, catalogue)
    return capacity_for(change, handle, catalogue)


def _validated(change: Change, handle: str, catalogue: Catalogue) -> dict[str, str]:
    """The change with the name of the person who validates its risk."""
    refuse_stale(change, catalogue)
    refuse_validation(change, handle, catalogue)
    document = catalogue.entries[change.key].document
    data = document.data()
    return {document.file: edited(document, data | {"risk": data["risk"] | {"validated_by": handle}})}


def _file(identifier: str, catalogue: Catalogue) -> str:
    """Where the approval stands: in the place of a void one, or with the others."""
    known = catalogue.entries.get(("approval", identifier))
    return known.document.file if known else f"{usual_folder(catalogue, 'approval')}/{identifier}.yaml"


def _own_key() -> Path:
    folder = Path.home() / ".ssh"
    found = next((folder / name for name in _KEYS if (folder / name).is_file()), None)
    if found is None:
        raise click.UsageError(
            f"there is no key in {folder}; name one with --key, or make one with ssh-keygen -t ed25519"
        )
    return found


def _tell_signature(data: dict[str, Any], handle: str, today: date, records: Path, key: Path) -> None:
    """Say whether others will be able to check the signature, and what to do if not."""
    state = verify(content_of(data), data["signature"], handle, today, signers_in(records))
    if state == "valid":
        click.echo(f"Signed with a key that {records / ALLOWED} names for {handle}.")
        return
    public = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    line = " ".join(public.read_text("utf-8").split()[:2]) if public.is_file() else "KEY"
    place = records / ALLOWED
    click.secho(f"Signed, but the signature does not count yet ({state}). Have this added to {place}:", fg="yellow")
    click.echo(f'  {handle} namespaces="{NAMESPACE}" {line}')


def _tell_missing(name: str, catalogue: Catalogue) -> None:
    change = catalogue.find(Change, name)
    if change is None:
        return
    missing = [f"an approval by {asked.sentence()}" for asked in asked_of(change, catalogue)]
    able = risk_asked(change, catalogue)
    missing += (
        [f"the risk validated by one of {', '.join(able)}: breakglass approve {name} --as HANDLE --risk"]
        if able
        else []
    )
    for one in missing:
        click.echo(f"Still missing: {one}.")
    if not missing:
        click.echo(f"{name} has all that the policy asks for.")
