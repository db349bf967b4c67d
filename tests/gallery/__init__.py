"""Every message the bot can send, in its longest and emptiest forms: shown on a page by `make gallery`, checked by a test."""
