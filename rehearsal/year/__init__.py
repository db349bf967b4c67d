"""A simulated year at the moderators' desk: the real bot, killed at random instants, and counts from the stand-in's journal."""
