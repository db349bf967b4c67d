"""What moderators did, to read and to take along."""
