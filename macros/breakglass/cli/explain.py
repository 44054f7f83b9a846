"""`breakglass explain`: what a rule means, with an example that passes and one that fails."""

from __future__ import annotations

from dataclasses import replace

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.text import Text

from breakglass.checks.report.pages import page_of
from breakglass.checks.rule import Rule, all_rules, codes_meant
from breakglass.cli.settings import current_settings
from breakglass.views.rules import Snippet, snippet


@click.command(short_help="Explain a rule, or list rules.")
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain the rule CODE, as in E105 or no-last-resort.

    The beginning of a code (E, or E1) or a word of the name lists the rules that are meant. Without CODE, all are
    listed.
    """
    console = Console(highlight=False)
    meant = _meant(code) if code is not None else tuple(all_rules().values())
    if len(meant) == 1:
        _print(console, meant[0], page_of(meant[0].code, current_settings().pages))
        return
    for rule in meant:
        console.print(Text.assemble((rule.code, "bold"), f"  {rule.name}"), soft_wrap=True)


def _meant(word: str) -> tuple[Rule, ...]:
    """The rules with that code, name or beginning of a code; failing that, those with the word in their names."""
    rules = all_rules()
    try:
        return tuple(rules[code] for code in codes_meant(word))
    except ValueError as error:
        named = tuple(rule for rule in rules.values() if f"-{word.lower()}-" in f"-{rule.name}-")
        if not named:
            raise click.UsageError(str(error)) from error
        return named


def _print(console: Console, rule: Rule, page: str) -> None:
    console.print(Text.assemble((f"{rule.code} {rule.name}", "bold"), (f"  {rule.severity}", "dim")))
    console.print()
    console.print(Markdown(rule.doc))
    for title, examples in (("Refused", rule.bad), ("Accepted", rule.good)):
        for shown in map(snippet, examples):
            _show(console, title, shown)
            for other in shown.beside:
                _show(console, other.note, replace(other, note=""))
    if page:
        console.print(Text(f"\nOn the site: {page}", "dim"), soft_wrap=True)


def _show(console: Console, title: str, shown: Snippet) -> None:
    note = f" ({shown.note.replace('`', '')})" if shown.note else ""
    console.print(Text(f"\n{title}{note}", "bold"))
    if shown.text:
        console.print(Syntax(shown.text, "yaml", background_color="default", word_wrap=True))
