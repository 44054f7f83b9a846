"""Pure functions from the catalogue and a date to findings."""
