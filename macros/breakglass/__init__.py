"""Incident playbooks for no-code and low-code automation."""

__version__ = "0.1.0"
