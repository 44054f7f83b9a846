"""`breakglass explain`: what a rule means, with an example that passes and one that fails."""

from __future__ import annotations

from dataclasses import replace

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.text import Text

from breakglass.catalogue.nearest import nearest
from breakglass.checks.report.pages import page_of
from breakglass.checks.rule import Rule, all_rules
from breakglass.cli.settings import current_settings
from breakglass.views.rules import Snippet, snippet


@click.command(short_help="Explain a rule by its code.")
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain the rule CODE (as in E104 or its name), or list all rules."""
    console = Console(highlight=False)
    if code is None:
        for rule in all_rules().values():
            console.print(Text.assemble((rule.code, "bold"), f"  {rule.name}"), soft_wrap=True)
        return
    rules = {rule.code: rule for rule in all_rules().values()}
    wanted = rules.get(code.upper()) or next((r for r in rules.values() if r.name == code.lower()), None)
    if wanted is None:
        near = nearest(code.upper(), rules) or nearest(code.lower(), [r.name for r in rules.values()])
        hint = f"Did you mean {near}?" if near else "`breakglass explain` lists them all."
        raise click.UsageError(f"there is no rule {code}. {hint}")
    _print(console, wanted, page_of(wanted.code, current_settings().pages))


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
