"""Ids of deliveries: the nonce of the message and part of its first button's custom_id."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 20  # about 103 bits; Discord takes nonces of up to 25 characters


def new_id() -> str:
    """A fresh id, as good as unique, that tells nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
