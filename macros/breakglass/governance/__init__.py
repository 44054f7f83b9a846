"""Governance: what the policy, changes, approvals and reviews together say about a record."""
