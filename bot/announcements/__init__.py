"""Local times and recurrence, announcements of moderators."""
