"""Bargaining dates that a person confirmed, and their reminders."""
