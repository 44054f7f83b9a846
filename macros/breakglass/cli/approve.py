"""`breakglass approve`: add one person's approval of a change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from breakglass.catalogue.edit import EditRefusedError, edited
from breakglass.catalogue.load import UnreadableError, load
from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.save import save
from breakglass.catalogue.write import text_of
from breakglass.cli.change import Line, handle_option, refuse_faults
from breakglass.cli.comparing import compared
from breakglass.cli.lint import records_option, today_option
from breakglass.cli.naming import key_of, refuse_faulty, refuse_unread
from breakglass.cli.new import usual_folder
from breakglass.governance.approving import (
    ApprovalRefusedError,
    Capacity,
    Said,
    approval_of,
    capacity_for,
    refuse_author,
    refuse_stale,
    refuse_validation,
    standing_of,
)
from breakglass.governance.asked import asked_of, risk_asked
from breakglass.governance.demands import objections, role_holders, unsure_approvers
from breakglass.governance.request import Request
from breakglass.governance.signatures import (
    ALLOWED,
    NAMESPACE,
    REVOKED,
    SigningError,
    content_of,
    owners_of,
    sign,
    signers_in,
    verify,
    with_signatures,
)
from breakglass.records.change import Change
from breakglass.records.values import RoleRef
from breakglass.records.vocabulary import ApprovalDecision, OwnerSide, SignatureState

if TYPE_CHECKING:
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.catalogue.load import Loaded

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
    loaded = load(records, records)
    change = _change(name, loaded, records)
    refuse_unread(loaded, records)
    request = _request(records, with_signatures(loaded.catalogue, signers_in(records)))
    capacity = Capacity(owner, RoleRef(role) if role else None) if owner or role else None
    key = (key or _own_key()) if wishes["signing"] else None
    texts: dict[str, str] = {}
    data: dict[str, Any] | None = None
    state: SignatureState | None = None
    try:
        if wishes["risk"]:
            texts |= _validated(change, handle, request)
        if capacity or not wishes["risk"]:
            capacity = capacity or _found_capacity(change, handle, request, decision)
            said = Said(decision, wishes["note"], signed=key is not None)
            data = approval_of(change, handle, capacity, request, today, said)
            if key:
                data["signature"] = sign(content_of(data), key)
                state = _checked(data, handle, today, records)
            texts[_file(data["id"], request.head)] = text_of(data)
    except (ApprovalRefusedError, EditRefusedError) as error:
        raise click.UsageError(f"{error}.") from error
    except SigningError as error:
        raise UnreadableError(str(error)) from error
    refuse_faults(texts)
    again = {file for file in texts if data and file == _file(data["id"], request.head) and (records / file).exists()}
    save({records / file: text for file, text in texts.items()})
    for file in texts:
        click.echo(f"Written: {records / file}{' (replaced)' if file in again else ''}")
    if key and state:
        _tell_signature(state, handle, records, key)
    told = replace(request, head=load(records, records).catalogue)
    for sentence in unsure_approvers(told.head.find(Change, change.id) or change, told):
        click.secho(sentence, fg="yellow")
    objected = any(a.decision == "objects" for a in standing_of(change, handle, request.head))
    _tell_missing(change.id, told, handle if objected else None)


def _request(records: Path, head: Catalogue) -> Request:
    """The work as a request on its base. Without one, who is asked can only be taken from the records as they are."""
    try:
        return compared(records).request(head, records)
    except UnreadableError as error:
        click.echo(f"Who is asked is taken from the records as they are now, since there is no base: {error}", err=True)
        return Request(head, head)


def _refuse_wrong_use(wishes: dict[str, Any]) -> None:
    if wishes["owner"] and wishes["role"]:
        raise click.UsageError("--owner and --role are two approvals; give one after the other")
    if wishes["key"] and not wishes["signing"]:
        raise click.UsageError("--key goes with --sign")
    if wishes["objecting"] and not wishes["note"]:
        raise click.UsageError("say why you object, with --note")


def _change(name: str, loaded: Loaded, records: Path) -> Change:
    catalogue = loaded.catalogue
    kind, identifier = key_of(name, catalogue, records, "change")
    refuse_faulty(name, (kind, identifier), loaded, records)
    found = catalogue.find(Change, identifier) if kind == "change" else None
    if found is None:
        near = did_you_mean(identifier, catalogue.ids("change"))
        fault = "is not there" if kind == "change" else "is no change"
        raise click.UsageError(f"the change {name} {fault}. {near}".strip())
    return found


def _found_capacity(change: Change, handle: str, request: Request, decision: ApprovalDecision) -> Capacity:
    """The capacity that follows from the policy; an author is told that they are one before anything else."""
    refuse_author(change, handle, request, decision)
    refuse_stale(change, request)
    return capacity_for(change, handle, request, decision)


def _validated(change: Change, handle: str, request: Request) -> dict[str, str]:
    """The change with the name of the person who validates its risk."""
    refuse_stale(change, request)
    refuse_validation(change, handle, request)
    document = request.head.entries[change.key].document
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


def _checked(data: dict[str, Any], handle: str, today: date, records: Path) -> SignatureState:
    """Whether others will be able to check the signature. Refuses a key that is somebody else's, or withdrawn."""
    signers = signers_in(records)
    state = verify(content_of(data), data["signature"], handle, today, signers)
    if state == "someone-else":
        owners = owners_of(content_of(data), data["signature"], today, signers)
        raise click.UsageError(f"this is the key of {' and '.join(owners)}; name yours with --key")
    if state == "revoked":
        raise click.UsageError(f"this key is withdrawn ({records / REVOKED}); name another one with --key")
    return state


def _tell_signature(state: SignatureState, handle: str, records: Path, key: Path) -> None:
    """Say whether the signature counts, and what to do if not."""
    place = records / ALLOWED
    if state == "valid":
        click.echo(f"Signed with a key that {place} names for {handle}.")
        return
    told = f"Signed, but the signature does not count yet ({state})."
    if state == "unknown":
        public = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
        line = " ".join(public.read_text("utf-8").split()[:2]) if public.is_file() else "KEY"
        click.secho(f"{told} Have this added to {place}:", fg="yellow")
        click.echo(f'  {handle} namespaces="{NAMESPACE}" {line}')
    elif state == "out-of-date":
        click.secho(f"{told} Have the dates of your key in {place} mended, or sign with another one.", fg="yellow")
    else:
        click.secho(told, fg="yellow")


def _tell_missing(name: str, request: Request, objector: str | None) -> None:
    """Say what the change still lacks. `objector` is who approves now and had objected before."""
    change, policy = request.head.find(Change, name), request.policy
    if change is None:
        return
    against = {approval.by: approval for approval in objections(change, request)}
    if objector and not any(a.decision == "objects" for a in standing_of(change, objector, request.head)):
        click.echo(f"The objection of {objector} is withdrawn.")
    missing = [f"Still missing: an approval by {asked}." for asked in asked_of(change, request)]
    able = risk_asked(change, request)
    if able:
        who = ", ".join(able)
        way = f"breakglass approve {name} --as HANDLE --risk"
        missing.append(f"Still missing: the risk validated by one of {who}: {way}.")
    if against and policy is not None:
        decides = policy.conflict.decides
        holders = ", ".join(sorted(role_holders(decides, request) - request.wrote(change))) or "nobody"
        missing += [f"{by} objects: {one.note or 'without a reason'}" for by, one in against.items()]
        missing.append(
            f"Either the objection is withdrawn, or {decides} decides ({holders}): "
            f"breakglass approve {name} --as HANDLE --role {decides}"
        )
    for one in missing:
        click.echo(one)
    if not missing:
        click.echo(f"{name} has all that the policy asks for.")
