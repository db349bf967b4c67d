"""The Discord face: one thin module a command group. What the bot does is in `bot/`."""
