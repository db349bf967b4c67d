"""Plays August 2023 to the real bot: a stand-in for Discord, an invented press, and a report. No part of the bot."""
