"""Drafting a change: what it says of the records that were edited, and what they say of it.

From the records as they are and as they were at the base follow the version that each one rises to, its changelog
entry, and the change with its class and digests. Nothing is read or written here: a draft holds the new texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from breakglass.catalogue.digest import digest_of, digest_of_all
from breakglass.catalogue.edit import edited
from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.write import text_of
from breakglass.governance.approvals import approvals_of, digest_of_change
from breakglass.governance.compare import Difference, compare
from breakglass.governance.draft import Draft, DraftRefusedError, Moved, Others, Values, Wishes
from breakglass.governance.policy import holders, policy_of
from breakglass.governance.request import others_key
from breakglass.governance.versions import BUMPS, raised
from breakglass.records.change import Change
from breakglass.records.values import RoleRef, version_key
from breakglass.records.vocabulary import ChangeClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.catalogue.source import Document
    from breakglass.records.approval import Approval

_CLASSES: tuple[ChangeClass, ...] = get_args(ChangeClass)
_LONG = 110
"""A summary or title is cut to about so many characters."""


def draft(
    catalogue: Catalogue,
    base: Mapping[Key, Values],
    keys: Iterable[Key],
    wishes: Wishes,
    folder: str,
    today: date,
    others: Others | None = None,
) -> Draft:
    """The change of the given records, or the open one that names them already, brought up to date.

    `folder` is where a new change is put. Raises `DraftRefusedError` where the wishes do not fit what changed, and
    `EditRefusedError` where a record cannot be edited without loss.
    """
    wanted, others = list(dict.fromkeys(keys)), others or Others()
    known = _open_change(catalogue, base, wanted, others.wanted)
    if known is not None and known.author != wishes.author:
        raise DraftRefusedError(
            f"{known.id} is {known.author}'s, and a change has one author: whoever adds to it could approve their "
            f"own words. Have {known.author} run this, or move your edits to a change of their own"
        )
    identifier = known.id if known else _free_id(catalogue, today)
    meant = others.wanted | {other.what for other in (known.others if known else ())}
    digests = {what: after for what, after in sorted(others.changed.items()) if what in meant}
    return _Drafting(catalogue, base, wishes, today, known, identifier, digests).draft(wanted, folder)


def _open_change(
    catalogue: Catalogue, base: Mapping[Key, Values], keys: list[Key], others: frozenset[str]
) -> Change | None:
    """The change under way that names one of the records or others: one that the base does not know."""
    found = [
        change
        for change in catalogue.all(Change)
        if change.key not in base
        and (
            any(changed.record.key in keys for changed in change.records)
            or any(other.what in others for other in change.others)
        )
    ]
    if len(found) > 1:
        raise DraftRefusedError(
            f"{' and '.join(sorted(c.id for c in found))} are under way and name these records; "
            "name the records of one of them"
        )
    return found[0] if found else None


def _free_id(catalogue: Catalogue, today: date) -> str:
    """The next number of the year. Numbers that were given out are not used again."""
    taken = [
        int(match[1]) for name in catalogue.ids("change") if (match := re.fullmatch(rf"chg-{today:%Y}-([0-9]+)", name))
    ]
    return f"chg-{today:%Y}-{max(taken, default=0) + 1:04}"


@dataclass(frozen=True, slots=True)
class _Drafting:
    """What all parts of a draft are worked out from. `known` is the change that is under way already."""

    catalogue: Catalogue
    base: Mapping[Key, Values]
    wishes: Wishes
    today: date
    known: Change | None
    id: str
    others: Mapping[str, str | None]

    def draft(self, keys: list[Key], folder: str) -> Draft:
        compared = {key: self._difference(key) for key in self._all_of(keys)}
        # What judges requests, or says what happened, is never a matter of wording.
        least: list[ChangeClass] = ["normal"] if self.others else []
        asked: ChangeClass = max((*least, *(d.change_class for d in compared.values())), key=_CLASSES.index)
        texts: dict[str, str] = {}
        moved: list[Moved] = []
        listed: list[Values] = []
        for key, difference in compared.items():
            document, before = self.catalogue.entries[key].document, self.base.get(key)
            after = self._version(key, difference)
            data = self._with_version(key, difference, after)
            self._put(texts, document, data)
            old = str(before["version"]) if before else None
            moved.append(Moved(key, old, after, difference, str(data["changelog"][0]["summary"])))
            listed.append(
                {"record": "/".join(key), **({"from": old} if old else {}), "to": after, "digest": digest_of(data)}
            )
        digests = [(one["record"], one["digest"]) for one in listed]
        digest = digest_of_all([*digests, *((what, after or "gone") for what, after in self.others.items())])
        former = digest_of_change(self.known) if self.known else digest
        data = self._change(self._class(asked, compared), listed, moved)
        validated_by = data["risk"].get("validated_by")
        if former != digest or (self.known and self.known.risk.why != data["risk"]["why"]):
            data["risk"].pop("validated_by", None)
        if self.known is None:
            texts[f"{folder}/{self.id}.yaml"] = text_of(data)
        else:
            self._put(texts, self.catalogue.entries[self.known.key].document, data)
        return Draft(
            id=self.id,
            others=tuple(self.others),
            author=self.wishes.author,
            change_class=data["class"],
            asked=asked,
            moved=tuple(moved),
            risk_told=not str(data["risk"]["why"]).startswith("TODO"),
            summary_kept=former != digest and self.wishes.summary is None,
            texts=texts,
            void=self._approvals_of(former) if former != digest else (),
            not_validated_by=validated_by if "validated_by" not in data["risk"] else None,
            joined=frozenset(compared) - {one.record.key for one in self.known.records} if self.known else frozenset(),
        )

    def _all_of(self, keys: list[Key]) -> list[Key]:
        """The records, and those that the change named before as long as they differ from the base."""
        named = [changed.record.key for changed in self.known.records] if self.known else []
        entries = self.catalogue.entries
        kept = [key for key in named if key in entries and entries[key].document.data() != self.base.get(key)]
        return list(dict.fromkeys([*kept, *keys]))

    @staticmethod
    def _put(texts: dict[str, str], document: Document, data: Values) -> None:
        text = edited(document, data)
        if text != document.text:
            texts[document.file] = text

    def _approvals_of(self, digest: str) -> tuple[Approval, ...]:
        found = approvals_of(self.known, self.catalogue) if self.known else []
        return tuple(approval for approval in found if approval.digest == digest)

    def _difference(self, key: Key) -> Difference:
        name = "/".join(key)
        before, after = self.base.get(key), self.catalogue.entries[key].document.data()
        if before == after:
            raise DraftRefusedError(f"{name} is what it was at the base; edit it first, or name another --base")
        found = compare(key[0], before, after)
        if not found.changes:
            raise DraftRefusedError(
                f"only the version and the changelog of {name} differ from the base; take them back, "
                "or edit what they tell"
            )
        return found

    def _version(self, key: Key, difference: Difference) -> str:
        """The version that the record rises to: its own where that is high enough already."""
        before, wished = self.base.get(key), self.wishes.bump
        present = str(self.catalogue.entries[key].document.data()["version"])
        if before is None or difference.bump is None:
            return present
        name, old, asked = "/".join(key), str(before.get("version")), difference.bump
        try:
            behind = version_key(present) < version_key(old)
        except ValueError as error:
            raise DraftRefusedError(f"the version of {name} at the base is “{old}”, which is none") from error
        if behind:
            raise DraftRefusedError(f"{name} is at {present} and was at {old} already; set its version to {old}")
        if wished is not None and BUMPS.index(wished) < BUMPS.index(asked):
            because = next(change for change in difference.changes if change.asks[0] == asked)
            raise DraftRefusedError(
                f"a {wished} version is too little for {name}, which asks for a {asked} one: "
                f"{because.sentence().rstrip('.')}"
            )
        least = raised(old, wished or asked)
        return present if version_key(present) >= version_key(least) else least

    def _with_version(self, key: Key, difference: Difference, after: str) -> Values:
        """The values of a record with the version and its changelog entry."""
        data, wishes = self.catalogue.entries[key].document.data(), self.wishes
        entries = list(data.get("changelog") or [])
        past = {str(entry.get("version")) for entry in (self.base.get(key) or {}).get("changelog") or []}
        top: Values = entries.pop(0) if entries and str(entries[0]["version"]) not in past else {}
        # Where the entry of this change is there already, its author may have worded it.
        entry = {
            "version": after,
            "date": top.get("date") or str(self.today),
            "change": self.id,
            "summary": wishes.summary or top.get("summary") or wishes.title or _summary(difference),
        }
        return data | {"version": after, "changelog": [entry, *entries]}

    def _class(self, asked: ChangeClass, compared: Mapping[Key, Difference]) -> ChangeClass:
        wished = self.wishes.change_class
        if wished is None:
            former = self.known.change_class if self.known else asked
            return max(asked, former, key=_CLASSES.index)
        if _CLASSES.index(wished) < _CLASSES.index(asked):
            if not any(d.change_class == asked for d in compared.values()):
                raise DraftRefusedError(f"this is a {asked} change, since {next(iter(self.others))} has no other class")
            key, because = next((k, d) for k, d in compared.items() if d.change_class == asked)
            change = next(change for change in because.changes if change.asks[1] == asked)
            why = f", since {because.reasons[0]}" if because.reasons else ""
            raise DraftRefusedError(
                f"this is a {asked} change{why}. In {'/'.join(key)}: {change.sentence().rstrip('.')}"
            )
        return wished

    def _change(self, change_class: ChangeClass, listed: list[Values], moved: list[Moved]) -> Values:
        """The values of the change. What was not wished otherwise stays as it was."""
        wishes = self.wishes
        old: Values = self.catalogue.entries[self.known.key].document.data() if self.known else {}
        reason = wishes.reason or old.get("reason")
        if not reason:
            raise DraftRefusedError("say why the change is made, with --reason")
        risk: Values = dict(old.get("risk") or {})
        level = wishes.risk or risk.get("level") or ("low" if change_class == "standard" else "medium")
        why = wishes.risk_why or risk.get("why") or "TODO Say what could go wrong with the change itself"
        if wishes.incident and not self.catalogue.knows(("incident", wishes.incident)):
            near = did_you_mean(wishes.incident, self.catalogue.ids("incident"))
            raise DraftRefusedError(f"there is no incident {wishes.incident}. {near}".rstrip(". "))
        brought = (*(one.key for one in moved), *map(others_key, self.others))
        entries = (self.catalogue.entries.get(key) for key in brought)
        restricted = any(entry is not None and entry.record.audience == "restricted" for entry in entries)
        data = {
            "kind": "change",
            "id": self.id,
            "title": wishes.title
            or old.get("title")
            or wishes.summary
            or (moved[0].summary if moved else self._title()),
            "date": old.get("date") or str(self.today),
            "class": change_class,
            "author": wishes.author,
            "reason": reason,
            "incident": wishes.incident or old.get("incident"),
            "risk": {"level": level, "why": why} | {k: v for k, v in risk.items() if k == "validated_by"},
            "records": listed or None,
            "others": [{"what": what, **({"digest": after} if after else {})} for what, after in self.others.items()]
            or None,
            "emergency": self._emergency(change_class, old.get("emergency") or {}),
            "audience": old.get("audience") or ("restricted" if restricted else "internal"),
        }
        return {key: value for key, value in data.items() if value is not None}

    def _title(self) -> str:
        return f"{', '.join(self.others)} changed"

    def _emergency(self, change_class: ChangeClass, old: Values) -> Values | None:
        wishes = self.wishes
        if change_class != "emergency":
            if wishes.emergency:
                raise DraftRefusedError("only an emergency change says who let it through; add --class emergency")
            return None
        given: Values = {**old, **wishes.emergency}
        missing = [option for key, option in _EMERGENCY.items() if not given.get(key)]
        if missing:
            raise DraftRefusedError(f"an emergency change also needs {'; '.join(missing)}")
        by, role = given["authorised_by"], given["role"]
        if by == wishes.author:
            raise DraftRefusedError(f"{by} wrote the change; somebody else lets an emergency change through")
        if not self.catalogue.knows(("role", role)):
            roles = ", ".join(self.catalogue.ids("role"))
            raise DraftRefusedError(f"there is no role “{role}”; the roles are {roles or 'still to be written'}")
        able = holders(RoleRef(role), self.catalogue)
        if by not in able:
            who = f"those who do are {', '.join(sorted(able))}" if able else "nobody does"
            raise DraftRefusedError(f"{by} does not hold the role {role}; {who}")
        policy = policy_of(self.catalogue)
        control = policy.classes.get("emergency") if policy else None
        if control and control.afterwards is not None:
            latest = (self.known.date if self.known else self.today) + control.afterwards
            if str(given["review_by"]) > str(latest):
                raise DraftRefusedError(f"the approvals of an emergency change follow by {latest} at the latest")
        return {key: given[key] for key in _EMERGENCY}


_EMERGENCY = {
    "authorised_by": "--emergency-by HANDLE (who let it through)",
    "role": "--emergency-role ROLE (in which role)",
    "why": "--emergency-why TEXT (why the written way would do harm)",
    "review_by": "--emergency-review-by DATE (by when the approvals follow)",
}


def _summary(difference: Difference) -> str:
    if difference.bump is None:
        return "First version"
    # What asks for most is what a responder has to relearn; of several, the first in the record.
    gravest = max(difference.changes, key=lambda change: (BUMPS.index(change.asks[0]), change.asks[1] == "normal"))
    first = gravest.sentence().rstrip(".")
    more = len(difference.changes) - 1
    others = f", and {more} more difference{'' if more == 1 else 's'}" if more else ""
    return f"{first if len(first) <= _LONG else first[:_LONG].rsplit(' ', 1)[0] + '…'}{others}"
