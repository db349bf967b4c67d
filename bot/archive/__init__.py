"""What was stored and can be asked for."""
