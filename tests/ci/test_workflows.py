"""What CI runs, here and where people copy it: judged by the linters of the field, and by what each file promises."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
GITLAB = ROOT / ".ci/gitlab.yml"
GUIDE = ROOT / "docs/govern/ci.md"
PINNED = re.compile(r"uses: (actions/[a-z-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)\n")
SHA = "0" * 40


def run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def read(path: Path) -> dict[str, Any]:
    """A workflow as values. YAML 1.1 takes its key `on` for true."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    if True in data:
        data["on"] = data.pop(True)
    return data


def steps(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in data["jobs"].values() for step in job["steps"]]


def blocks() -> list[str]:
    """The YAML that the guide tells people to copy."""
    return re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def test_zizmor_finds_nothing() -> None:
    assert "No findings to report" in run("zizmor", "--offline", "--no-progress", ".github", "action.yml")


def test_jactionlint_finds_nothing() -> None:
    # It reads what actionlint does; shell scripts are run by the tests beside this one.
    run("jactionlint", "--strict-exit", "--shellcheck=", "--pyflakes=")


def test_the_files_have_the_form_that_the_forges_ask_for(tmp_path: Path) -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS))
    run("check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION))
    inputs, jobs = GITLAB.read_text(encoding="utf-8").split("\n---\n")
    defaults = {name: one.get("default", "x") for name, one in yaml.safe_load(inputs)["spec"]["inputs"].items()}
    filled = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: defaults[match[1]], jobs)
    assert "$[[" not in filled
    (tmp_path / "gitlab.yml").write_text(filled, encoding="utf-8")
    run("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(tmp_path / "gitlab.yml"))


def test_actions_are_the_forges_own_and_pinned_one_commit_each() -> None:
    commits: dict[str, set[tuple[str, str]]] = {}
    for path in [*WORKFLOWS, ACTION]:
        text = path.read_text(encoding="utf-8")
        used = re.findall(r"uses: (.*)\n", text)
        for name, commit, version in PINNED.findall(text):
            commits.setdefault(name, set()).add((commit, version))
        assert len(PINNED.findall(text)) == sum(not name.startswith("./.base ") for name in used), path.name
    assert {name: len(found) for name, found in commits.items()} == dict.fromkeys(commits, 1)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_job_may_do_little_and_not_for_ever(path: Path) -> None:
    data = read(path)
    assert data["permissions"] in ({}, {"contents": "read"})
    assert data["concurrency"]["group"]
    for job in data["jobs"].values():
        assert job["timeout-minutes"] <= 30
        writes = {scope for scope, level in job.get("permissions", {}).items() if level == "write"}
        runs_the_checkout = any("checkout" in step.get("uses", "") for step in job["steps"])
        assert not (writes and runs_the_checkout), "what can write checks nothing out"
    for step in steps(data):
        assert "${{" not in step.get("run", "")
        if "actions/checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_the_action_takes_values_from_the_environment_alone() -> None:
    assert not any("${{" in step.get("run", "") for step in read(ACTION)["runs"]["steps"])


def test_a_request_from_a_fork_meets_no_secret_and_no_token_that_writes() -> None:
    for path in WORKFLOWS:
        data, text = read(path), path.read_text(encoding="utf-8")
        triggers = data["on"] if isinstance(data["on"], dict) else {data["on"]: None}
        assert "pull_request_target" not in triggers
        assert "secrets." not in text
        if "pull_request" in triggers:
            assert data["permissions"] == {"contents": "read"}
            assert not any("permissions" in job for job in data["jobs"].values())


def test_what_can_write_to_requests_runs_nothing_of_them() -> None:
    data = read(ROOT / ".github/workflows/comment.yml")
    assert list(data["on"]) == ["workflow_run"]
    assert data["jobs"]["comment"]["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not any("uses" in step for step in steps(data))


def test_the_review_is_made_by_the_program_of_the_base() -> None:
    base = next(
        s for s in steps(read(ROOT / ".github/workflows/review.yml")) if s.get("with", {}).get("path") == ".base"
    )
    assert base["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"


def test_the_workflows_of_the_guide_pass_the_same_linters(tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    copied = [text.replace("@SHA", f"@{SHA} # v0.1.0") for text in blocks() if "\njobs:" in text]
    assert copied
    for number, text in enumerate(copied):
        (folder / f"{number}.yml").write_text(text, encoding="utf-8")
    run("zizmor", "--offline", "--no-progress", ".github", cwd=tmp_path)
    run(
        "jactionlint",
        "--strict-exit",
        "--shellcheck=",
        "--pyflakes=",
        *sorted(map(str, folder.iterdir())),
        cwd=tmp_path,
    )
    ours = "".join(path.read_text(encoding="utf-8") for path in [*WORKFLOWS, ACTION])
    theirs = {commit for text in copied for _, commit, _ in PINNED.findall(text)}
    assert all(commit in ours for commit in theirs)


def test_the_guide_includes_the_gitlab_file_with_the_inputs_that_it_has() -> None:
    included = next(yaml.safe_load(text) for text in blocks() if text.startswith("include:"))["include"][0]
    spec = next(iter(yaml.safe_load_all(GITLAB.read_text(encoding="utf-8"))))["spec"]["inputs"]
    needed = {name for name, one in spec.items() if "default" not in one}
    assert needed <= set(included["inputs"]) <= set(spec)
    assert ROOT / included["file"].lstrip("/") == GITLAB
