"""Evidence that could stand in any review is no evidence."""

from __future__ import annotations

import pytest

from breakglass.records.attested import hollow


@pytest.mark.parametrize(
    "evidence",
    [
        "Looks good to me",
        "LGTM, ship it then",
        "Reviewed the whole document, no issues found",
        "All links and contacts verified and working as expected",
        "The content is still accurate and up-to-date",
        "Same as last time, nothing new to report",
        "Checked on 5 May 2026 at 10:30, all ok",
        "Checked everything on 2026-11-20 and it was fine",
        "I agree with all 12 points",
        "ok ok ok ok ok",
        "Answered in 3",
    ],
)
def test_what_could_stand_anywhere_is_hollow(evidence: str) -> None:
    assert hollow(evidence)


@pytest.mark.parametrize(
    "evidence",
    [
        "Called the pager; answered in 3 min",
        "Rang the pager twice and it answered",
        "Opened both links; 200 and 200",
        "Read beside chg-2026-0042; the limit is that of the contract",
        "Alle drei Nummern angerufen, Antwort nach wenigen Minuten",
        "Vu avec Hannah : le numéro du fournisseur répond",
    ],
)
def test_what_names_something_is_evidence(evidence: str) -> None:
    assert not hollow(evidence)
