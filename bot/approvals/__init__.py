"""Two pairs of eyes: a second moderator approves what a first one wrote."""
