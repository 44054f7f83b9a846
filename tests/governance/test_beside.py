"""Which bytes of the files beside the records decide how requests are judged."""

from __future__ import annotations

import pytest

from breakglass.governance.beside import digest_of_file

SITE = b"site_name: x\nedit: !ENV [A, b]\nextra:\n  breakglass: {audience: internal}\n"


def test_only_the_part_about_this_program_counts() -> None:
    assert digest_of_file("mkdocs.yml", SITE) == digest_of_file("docs/mkdocs.yml", SITE.replace(b"site_name: x", b""))
    assert digest_of_file("mkdocs.yml", SITE) != digest_of_file("mkdocs.yml", SITE.replace(b"internal", b"public"))
    assert digest_of_file("pyproject.toml", b'[project]\nname = "x"\n') is None
    one, other = b'[tool.breakglass]\nignore = ["G"]\n', b'[project]\n[tool.breakglass]\nignore = ["G"] # why\n'
    assert digest_of_file("pyproject.toml", one) == digest_of_file("pyproject.toml", other) is not None


def test_the_ends_of_lines_do_not_count() -> None:
    assert digest_of_file("allowed_signers", b"a\r\nb\r\n") == digest_of_file("allowed_signers", b"a\nb\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mkdocs.yml", b"- a"),
        ("mkdocs.yml", b"extra: [\x00"),
        ("mkdocs.yml", b"\xff"),
        ("mkdocs.yml", b"[" * 5000),
        ("mkdocs.yml", b"extra: text"),
        ("pyproject.toml", b"tool = 1"),
        ("pyproject.toml", b"= no toml"),
    ],
)
def test_what_cannot_be_understood_counts_as_a_whole(name: str, content: bytes) -> None:
    assert digest_of_file(name, content) is not None
    assert digest_of_file(name, content) != digest_of_file(name, content + b"#")


def test_no_file_is_none() -> None:
    assert digest_of_file("breakglass.toml", None) is None
