"""What a host can set: typed settings, and the files of issues, outlets and disputes."""
