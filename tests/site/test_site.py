"""The site around the components: editions, settings, stubs, macros, and what reloads."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from breakglass.checks.harness import specimen_files
from breakglass.checks.rule import all_rules
from breakglass.cli.pages import pages
from breakglass.records.kinds import PAGELESS
from breakglass.records.team import Team
from breakglass.site.finder import finder
from breakglass.site.macros import BEGIN, END, define_env
from breakglass.site.pages import Pages, UnknownRecordError
from breakglass.site.render import components
from breakglass.site.site import SettingsError, Site, build_day, open_site
from breakglass.site.stubs import rule_stubs, stub
from breakglass.site.theme import component_folders, theme_folder
from breakglass.views.links import Links

HERE = Links("../")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site's folder with the specimen of every kind."""
    for name, text in specimen_files().items():
        path = tmp_path / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def restrict(folder: Path, name: str, audience: str) -> None:
    path = folder / "playbooks" / name
    path.write_text(path.read_text("utf-8").replace("audience: internal", f"audience: {audience}"), encoding="utf-8")


def pages_of(site: Site) -> Pages:
    return Pages(site, components(component_folders(None)), HERE)


def test_a_record_for_fewer_readers_leaves_no_trace(folder: Path) -> None:
    for path in (folder / "playbooks").rglob("*.yaml"):
        restrict(folder, str(path.relative_to(folder / "playbooks")), "public")
    team = folder / "playbooks/team/automation-platform.yaml"
    secret = "Zebra Unit"
    text = team.read_text("utf-8").replace("audience: public", "audience: restricted")
    team.write_text(text.replace("title: Automation platform", f"title: {secret}"), encoding="utf-8")
    site = open_site({"breakglass": {"audience": "public"}}, folder)
    assert site.catalogue.find(Team, "automation-platform") is None
    shown = [str(pages_of(site).record(*record.key)) for record in site.records]
    assert secret not in "".join(shown)
    assert "not part of this edition" in "".join(shown)
    # Channels of other teams are called #automation-platform; the team itself is named nowhere.
    assert not any("automation-platform" in html.replace("#automation-platform", "") for html in shown)
    assert secret not in "".join(finder(site.catalogue, directories=False).values())
    assert "teams/automation-platform" not in "".join(shown)
    everyone = open_site({"breakglass": {"audience": "restricted"}}, folder)
    assert everyone.catalogue.find(Team, "automation-platform") is not None


def configured(folder: Path, plugins: str) -> MkDocsConfig:
    """A short file of settings, as the plugins leave it."""
    (folder / "docs").mkdir()
    text = f"site_name: Ours\ntheme: {{name: material}}\nplugins: {plugins}\n"
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    return config.plugins.on_config(config)


@pytest.mark.parametrize("plugins", ["[breakglass]", "[macros, breakglass]"])
def test_a_site_whose_pages_would_be_empty_is_not_built(folder: Path, plugins: str) -> None:
    with pytest.raises(ConfigurationError, match=r"macros: \{modules: \[breakglass\.site\.macros\]"):
        configured(folder, plugins)


def test_a_site_with_few_settings_has_the_whole_look_and_asks_no_other_host(folder: Path) -> None:
    config = configured(folder, "[{macros: {modules: [breakglass.site.macros]}}, breakglass]")
    assert config.theme["font"] is False
    assert "assets/css/material.css" in config.theme.static_templates


@pytest.mark.parametrize("kind_and_id", sorted(n for n in specimen_files() if n.split("/")[0] not in PAGELESS))
def test_every_kind_of_record_has_a_page(folder: Path, kind_and_id: str) -> None:
    kind, name = kind_and_id.removesuffix(".yaml").split("/")
    html = pages_of(open_site({}, folder)).record(kind, name)
    assert "<h1" in html
    assert f"{kind}/{name}" in html


def test_a_macro_that_names_nothing_says_so_and_proposes(folder: Path) -> None:
    with pytest.raises(UnknownRecordError, match="Did you mean “incident-lead”"):
        pages_of(open_site({}, folder)).role_card("incident-led")
    with pytest.raises(UnknownRecordError, match="signal"):
        pages_of(open_site({}, folder)).index("signals")


@pytest.mark.parametrize("extra", [{"audience": "all"}, {"records": 7}, {"recordz": "x"}])
def test_wrong_settings_are_one_line(folder: Path, extra: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml, extra\.breakglass"):
        open_site({"breakglass": extra}, folder)


def test_an_unchanged_site_is_not_read_again(folder: Path) -> None:
    first = open_site({}, folder)
    assert open_site({}, folder) is first
    restrict(folder, "team/automation-platform.yaml", "public")
    assert open_site({}, folder) is not first


def test_the_day_of_a_reproducible_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    assert build_day() == date(2026, 11, 23)


def test_a_stub_is_front_matter_and_one_macro(folder: Path) -> None:
    site = open_site({}, folder)
    record = next(record for record in site.records if record.kind == "playbook")
    text = stub(record, directories=False)
    front, body = text.removeprefix("---\n").split("\n---\n")
    assert body.strip() == '{{ record("playbook", "payment-flow-stopped") }}'
    assert json.loads(front.split("breadcrumbs: ")[1].split("\n")[0])[0]["url"] == "playbooks/index.html"


def test_every_rule_has_a_page_that_is_made_from_its_documentation(folder: Path) -> None:
    stubs = dict(rule_stubs(directories=False))
    assert set(stubs) == {f"govern/rules/{code}.md" for code in all_rules()}
    site = pages_of(open_site({}, folder))
    listed = str(site.rules())
    for code, rule in all_rules().items():
        assert f'{{{{ rule("{code}") }}}}' in stubs[f"govern/rules/{code}.md"]
        assert f'href="../govern/rules/{code}.html"' in listed
        html = str(site.rule(code))
        assert html.count("<h1>") == 1
        assert rule.name in html
        assert "Refused" in html
        assert "Accepted" in html


def test_a_rule_says_whether_it_can_be_excused(folder: Path) -> None:
    site = pages_of(open_site({}, folder))
    assert "by a waiver, or by a comment" in site.rule("E104")
    for code in ("Y101", "S101", "G101"):
        assert "<dt>Can be excused</dt><dd>never</dd>" in site.rule(code)
    with pytest.raises(UnknownRecordError, match="E104"):
        site.rule("E1O4")


def test_macros_need_no_mkdocs(folder: Path) -> None:
    found: dict[str, object] = {}
    env = SimpleNamespace(
        conf={
            "config_file_path": str(folder / "mkdocs.yml"),
            "extra": {},
            "repo_url": None,
            "use_directory_urls": True,
        },
        page=SimpleNamespace(url="guides/payments/"),
        macro=lambda function, name: found.update({name: function}),
    )
    define_env(env)
    assert set(found) == set(Pages.MACROS)
    html = found["role_card"]("incident-lead")  # type: ignore[operator]
    assert html.startswith(BEGIN)
    assert html.endswith(END)
    assert 'href="../../roles/incident-lead/"' in html


def test_a_site_replaces_one_file_of_a_component(tmp_path: Path) -> None:
    own = tmp_path / "components" / "sequence"
    own.mkdir(parents=True)
    (own / "template.html").write_text("<b>mine</b>", encoding="utf-8")
    html = components(component_folders(tmp_path))
    assert html.html("sequence", []) == "<b>mine</b>"
    (own / "template.html").write_text("<b>changed</b>", encoding="utf-8")
    assert components(component_folders(tmp_path)).html("sequence", []) == "<b>changed</b>"


def test_pages_on_disk_for_other_generators(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(pages, ["docs"])
    assert done.exit_code == 0, done.output
    assert (folder / "docs/playbooks/payment-flow-stopped.md").is_file()
    assert (folder / "docs/govern/rules/E104.md").is_file()
    assert (folder / "docs/s/payment-run-gap/index.md").is_file()
    stale = folder / "docs/assets/finder/texts-99.js"
    stale.write_text("for other readers", encoding="utf-8")
    CliRunner().invoke(pages, ["docs"])
    assert not stale.exists()
    assert (folder / "docs/assets/finder/index.js").read_text("utf-8").startswith("(window.breakglassFinder")


def test_the_theme_is_found() -> None:
    assert (theme_folder() / "main.html").is_file()


@pytest.mark.parametrize("kind", ["playbook", "escalation"])
def test_a_decision_that_leads_to_a_withheld_record_does_not_name_it(folder: Path, kind: str) -> None:
    for path in (folder / "playbooks").rglob("*.yaml"):
        restrict(folder, str(path.relative_to(folder / "playbooks")), "public")
    other = folder / f"playbooks/{kind}/zebra.yaml"
    source = next((folder / f"playbooks/{kind}").glob("*.yaml")).read_text("utf-8")
    lines = [line for line in source.split("\n") if not line.startswith(("id:", "audience:"))]
    other.write_text("\n".join([*lines, "id: zebra", "audience: restricted", ""]), encoding="utf-8")
    playbook = folder / "playbooks/playbook/payment-flow-stopped.yaml"
    text = playbook.read_text("utf-8")
    playbook.write_text(text.replace("      'No': stop-first", f"      'No': {kind}/zebra"), encoding="utf-8")
    assert "zebra" in playbook.read_text("utf-8")
    site = open_site({"breakglass": {"audience": "public"}}, folder)
    html = pages_of(site).record("playbook", "payment-flow-stopped")
    assert "zebra" not in html
    assert "not part of this edition" in html


@pytest.mark.parametrize("kind", ["role", "signal", "platform"])
def test_the_data_of_a_page_does_not_name_what_is_withheld(folder: Path, kind: str) -> None:
    names = sorted(path.stem for path in (folder / "playbooks" / kind).glob("*.yaml"))
    whole = pages_of(open_site({"breakglass": {"audience": "internal"}}, folder)).record("playbook", "payment-flow-stopped")
    told = [name for name in names if f'"id":"{name}"' in whole]
    assert told
    for name in names:
        restrict(folder, f"{kind}/{name}.yaml", "restricted")
    html = pages_of(open_site({"breakglass": {"audience": "internal"}}, folder)).record("playbook", "payment-flow-stopped")
    assert not [name for name in told if f'"id":"{name}"' in html]


def test_the_data_of_a_page_does_not_name_a_process_that_is_withheld(folder: Path) -> None:
    names = sorted(path.stem for path in (folder / "playbooks/process").glob("*.yaml"))
    for name in names:
        restrict(folder, f"process/{name}.yaml", "restricted")
    html = pages_of(open_site({"breakglass": {"audience": "internal"}}, folder)).record("playbook", "payment-flow-stopped")
    told = re.findall(r'"processes":\[([^\]]*)\]', html)
    assert told
    assert not [name for name in names if name in told[0]]


def test_modules_that_use_each_other_twice_do_not_double_the_page(folder: Path) -> None:
    source = (folder / "playbooks/module/replay-missed-runs.yaml").read_text("utf-8").split("\nsteps:")[0]
    tail = "rollback: [Take it back.]\nintegrity: [{check: a, expect: b}]\nverification: [{check: a, expect: b}]\n"
    step = "{id: look, do: Look., role: technical-resolver, within: 5m, verify: Seen., otherwise: Ask.}"
    for number in range(25):
        uses = f"  - {{uses: m{number + 1}, with: {{key: a}}}}\n" * 2 if number < 24 else ""
        head = source.replace("id: replay-missed-runs", f"id: m{number}")
        text = f"{head}\nsteps:\n  - {step}\n{uses}{tail}"
        (folder / f"playbooks/module/m{number}.yaml").write_text(text, encoding="utf-8")
    html = pages_of(open_site({}, folder)).record("module", "m0")
    assert html.count("bg-step__number") < 60


def test_the_page_of_a_change_names_what_has_no_version(folder: Path) -> None:
    change = folder / "playbooks/change/chg-2026-0042.yaml"
    digest = f"sha256:{'a' * 64}"
    others = f"others:\n  - {{what: breakglass.toml, digest: '{digest}'}}\n  - {{what: incident/inc-2026-014}}\n"
    change.write_text(change.read_text("utf-8") + others, encoding="utf-8")
    shown = str(pages_of(open_site({}, folder)).record("change", "chg-2026-0042"))
    assert "breakglass.toml" in shown
    assert 'inc-2026-014.html">Orders not charged' in shown
    restrict(folder, "incident/inc-2026-014.yaml", "restricted")
    shown = str(pages_of(open_site({"breakglass": {"audience": "internal"}}, folder)).record("change", "chg-2026-0042"))
    assert "incident/inc-2026-014" not in shown
    policy = str(pages_of(open_site({}, folder)).record("policy", "change-control"))
    assert "nobody fills two of these places" in policy
