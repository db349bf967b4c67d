"""Frozen dataclasses shared by the packages, one module a noun. Data only: no I/O, no rules, the standard library alone."""
