"""What members ask about the rules' decisions, and what moderators decide otherwise."""
