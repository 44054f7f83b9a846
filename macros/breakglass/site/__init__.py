"""Macros, the MkDocs plugin, and what else the site is made of."""
