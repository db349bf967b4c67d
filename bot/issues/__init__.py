"""What stands per issue: summaries and counts of the stories about it."""
