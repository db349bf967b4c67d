"""What is posted: the outbox, how it is filled and how it is emptied."""
