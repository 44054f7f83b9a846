"""One module a rule. See `breakglass.checks.rule` for what a module holds."""
