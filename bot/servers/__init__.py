"""The Discord servers the bot is in and what their moderators chose."""
