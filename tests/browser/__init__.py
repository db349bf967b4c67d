"""What a visitor does with the rehearsal page, in a headless Chromium, against the real `python -m rehearsal`."""
