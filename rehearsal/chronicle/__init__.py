"""The chronicle of 10 to 25 August 2023 as data, and its reader. No network, no clock."""
