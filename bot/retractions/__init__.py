"""One way to take back any post that moderators caused."""
