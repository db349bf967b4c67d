"""Speed, as ratios to a plain yardstick in the same run: `python -m benchmarks`."""
