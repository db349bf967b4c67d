"""Official statements of the sides, brought by a server's moderators."""
