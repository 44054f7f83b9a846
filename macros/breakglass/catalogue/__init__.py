"""Reads every record, keeps where each value stands, resolves references, and is then immutable."""
