"""Picketwire in plain Python: rules, services, storage. Discord itself is met in `client.py` and `cogs/`."""

__version__ = "0.1.0"
