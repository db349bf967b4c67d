"""What members follow in a server, and their digests by direct message."""
