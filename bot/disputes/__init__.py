"""Where disputes stand: the ladder of steps that moderators enter, and who may say so."""
