"""The finder: it leads people from their own words to the right playbook, with little to load."""

from __future__ import annotations

import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from breakglass.catalogue.load import load
from breakglass.records.playbook import Playbook
from breakglass.site.finder import finder
from breakglass.site.finder.entries import FIELDS, record_entries
from breakglass.site.finder.packed import TEXTS_SIZE, finder_files
from breakglass.site.finder.pages import page_entries
from breakglass.site.finder.words import STOP_WORDS, Language, synonym_groups
from breakglass.site.site import SettingsError, edition, open_site

ROOT = Path(__file__).parents[2]
QUERIES = yaml.safe_load(Path(__file__).with_name("finder_queries.yaml").read_text("utf-8"))
MODULES = ROOT / "overrides/components/finder"


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The finder of the shipped records and pages."""
    catalogue = edition(load(ROOT / "playbooks").catalogue, "internal")
    docs = ROOT / "docs"
    written = [(path.relative_to(docs).as_posix(), path.read_text("utf-8")) for path in sorted(docs.rglob("*.md"))]
    return finder(catalogue, written, directories=False)


@pytest.fixture(scope="module")
def folder(files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as files."""
    folder = tmp_path_factory.mktemp("finder")
    for name, text in files.items():
        (folder / name.rpartition("/")[2]).write_text(text, encoding="utf-8")
    return folder


def held(files: dict[str, str], name: str) -> Any:  # noqa: ANN401 - what the file holds
    return json.loads(files[f"assets/finder/{name}.js"].partition("]=")[2].removesuffix(";\n"))


def node(script: str, given: object, *arguments: str) -> Any:  # noqa: ANN401 - what the script writes
    command = ["node", script, *arguments] if script.endswith(".js") else ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def asked(folder: Path, queries: list[str]) -> list[list[str]]:
    """What is found for each query, best first, by the scripts of the page."""
    found: list[list[str]] = node(str(ROOT / "tests/scripts/ask.js"), queries, str(folder))
    return found


@pytest.mark.parametrize("kind", ["tuned", "held_out"])
def test_people_in_trouble_find_their_playbook(folder: Path, kind: str) -> None:
    asks = QUERIES[kind]
    found = asked(folder, [one["ask"] for one in asks])
    places = [
        min((urls.index(url) for name in one["find"] if (url := f"playbooks/{name}.html") in urls), default=99)
        for one, urls in zip(asks, found, strict=True)
    ]
    missed = [one["ask"] for one, place in zip(asks, places, strict=True) if place > 2]
    assert sum(place == 0 for place in places) / len(places) >= 0.8
    assert len(missed) / len(places) <= 0.05, missed


def test_who_names_a_platform_finds_its_playbooks_first(folder: Path) -> None:
    on_make = {p.id for p in load(ROOT / "playbooks").catalogue.all(Playbook) if "make" in map(str, p.platforms)}
    [found] = asked(folder, ["make scenario stopped"])
    assert {url.partition("/")[2].removesuffix(".html") for url in found[:3]} <= on_make


def test_the_code_of_a_finding_leads_to_the_page_of_its_rule(folder: Path) -> None:
    found = asked(folder, ["L111", "e102"])
    assert [urls[0] for urls in found] == [f"govern/rules/{code}.html" for code in ("L111", "E102")]
    assert not any("/rules/" in url for url in asked(folder, ["orders out of order since noon"])[0][:3])


def test_who_pastes_a_whole_log_or_a_regular_expression_waits_for_no_more_than_who_types(folder: Path) -> None:
    pasted = " ".join(f"error{number} timeout{number} payment" for number in range(2000))
    hostile = ["constructor", "__proto__", ".*+?^${}()|[]\\", "(a+)+$", "\u202e\u05d0", "\U0001f525", "a" * 50_000, " " * 5000]
    begin = time.perf_counter()
    found = asked(folder, [pasted, *hostile])
    assert time.perf_counter() - begin < 5
    assert found[0][0] == "playbooks/payment-flow-stopped.html"


def test_the_queries_ask_for_playbooks_that_are_in_use() -> None:
    in_use = {p.id for p in load(ROOT / "playbooks").catalogue.all(Playbook) if p.status != "retired"}
    wanted = {name for one in QUERIES["tuned"] for name in one["find"]}
    assert wanted == in_use
    assert len({one["ask"] for one in QUERIES["tuned"]}) >= 60
    assert len(QUERIES["held_out"]) == 20


def test_python_and_the_page_make_the_same_terms_of_everything() -> None:
    catalogue = load(ROOT / "playbooks").catalogue
    texts = [phrase.text for entry in record_entries(catalogue, directories=False) for phrase in entry.phrases]
    texts += [one["ask"] for one in (*QUERIES["tuned"], *QUERIES["held_out"])]
    texts += ["Überweisung für café's", "can’t sign  off: don't", "OAuth2_token_XY 10.5 a B", "apologies, an apology"]
    language = Language(synonym_groups([("parcel", "box of goods"), ("?!", "crate", "chest"), ()]))
    script = (
        f"import {{ Language }} from '{MODULES / 'words.js'}'; import {{ readFileSync }} from 'node:fs';"
        "const [stop, groups, texts] = JSON.parse(readFileSync(0, 'utf8'));"
        "const language = new Language(stop, groups);"
        "console.log(JSON.stringify(texts.map((text) => language.terms(text))));"
    )
    given = [" ".join(STOP_WORDS), [list(group) for group in language.groups], texts]
    differ = [
        (text, here, there)
        for text, here, there in zip(texts, map(language.terms, texts), node(script, given), strict=True)
        if here != there
    ]
    assert differ == []
    assert all(language.different(text) == set(language.terms(text)) for text in texts)


def test_synonyms_of_the_site_come_before_those_that_ship() -> None:
    language = Language(synonym_groups([("charge", "take the money")]))
    assert language.terms("Nobody took; they take the money") == ["nobodi", "took", "charg", "take", "monei"]
    assert language.terms("debit") == ["charg"]
    assert Language(synonym_groups(())).terms("sign-off") == ["approv", "sign", "off"]


def test_the_settings_take_synonyms(tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    site = open_site({"breakglass": {"synonyms": [["mail", "newsletter"]], "history": False}}, tmp_path)
    assert site.settings.synonyms == (("mail", "newsletter"),)


@pytest.mark.parametrize("wrong", [{"mail": "newsletter"}, ["mail", "newsletter"], [["yes", True]], "mail"])
def test_synonyms_of_another_form_are_refused_with_the_form_wanted(tmp_path: Path, wrong: object) -> None:
    with pytest.raises(SettingsError, match=r"extra\.breakglass\.synonyms.*: write groups of words"):
        open_site({"breakglass": {"synonyms": wrong}}, tmp_path)


def test_every_term_leads_back_to_the_entries_that_hold_it(files: dict[str, str]) -> None:
    catalogue = edition(load(ROOT / "playbooks").catalogue, "internal")
    [number] = [
        n for n, url in enumerate(held(files, "index")["entries"]["url"]) if url == "playbooks/approvals-stuck.html"
    ]
    terms: dict[str, str] = {}
    for name in files:
        if "/terms-" in name:
            terms |= held(files, name.rpartition("/")[2].removesuffix(".js"))
    entry = list(record_entries(catalogue, directories=False))[number]
    alias = next(phrase for phrase in entry.phrases if phrase.field == "alias")
    for term in Language(synonym_groups(())).terms(alias.text):
        in_alias = [
            sum(map(int, gaps.split(",")[: place + 1]))
            for group in terms[term].split()
            for mask, _, gaps in [group.partition(":")]
            if int(mask) >> FIELDS.index("alias") & 1
            for place in range(gaps.count(",") + 1)
        ]
        assert number in in_alias, term


def test_restricted_and_retired_records_are_not_found(files: dict[str, str]) -> None:
    everything = "".join(files.values())
    assert "playbooks/nightly-charge-batch-failed.html" not in everything
    catalogue = load(ROOT / "playbooks").catalogue
    public = "".join(finder(edition(catalogue, "public"), directories=False).values())
    assert "approvals-stuck" in everything
    assert "approvals-stuck" not in public


def test_hand_written_pages_are_found_by_their_headings_and_text() -> None:
    page = (
        '---\ntitle: "After dark"\n---\n# Night shift\n\nBring *coffee*.\n\n## Who locks up?\n\n'
        '{{ role_card("x") }}\n\n'
        "The last one.\n\n## Who locks up?\n\n### Keys {#the-keys}\n\n- In the safe <b>\n"
    )
    [entry] = page_entries([("night/index.md", page)], directories=True)
    assert (entry.kind, entry.title, entry.url) == ("Page", "After dark", "night/")
    assert [(phrase.text, phrase.anchor) for phrase in entry.phrases] == [
        ("Night shift", "night-shift"),
        ("Bring coffee.", "night-shift"),
        ("Who locks up?", "who-locks-up"),
        ("The last one.", "who-locks-up"),
        ("Who locks up?", "who-locks-up_1"),
        ("Keys", "the-keys"),
        ("In the safe <b>", "the-keys"),
    ]


def test_what_is_loaded_for_one_result_stays_small(files: dict[str, str]) -> None:
    texts = [len(text) for name, text in files.items() if "/texts-" in name]
    assert len(texts) > 10
    entries = record_entries(load(ROOT / "playbooks").catalogue, directories=False)
    longest = max(sum(len(phrase.text) for phrase in entry.phrases) for entry in entries)
    assert max(texts) <= TEXTS_SIZE + 2 * longest


def test_no_text_ends_a_script() -> None:
    language = Language(())
    entries = list(page_entries([("x.md", "# A </script> of it\n")], directories=False))
    assert not re.search("</script", "".join(finder_files(entries, language).values()))


def test_what_tells_which_trouble_it_is_leads_to_the_top_of_the_playbook_and_a_step_to_its_place() -> None:
    entries = list(record_entries(load(ROOT / "playbooks").catalogue, directories=False))
    phrases = [phrase for entry in entries if entry.kind == "Playbook" for phrase in entry.phrases]
    assert {phrase.anchor for phrase in phrases if phrase.field in {"alias", "symptom", "consequence"}} <= {
        "",
        "first-five-minutes",
    }
    assert all(phrase.anchor for phrase in phrases if phrase.field == "step")
