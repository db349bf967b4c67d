"""Digests: what is in one, when it is due, how it gets into the outbox."""
