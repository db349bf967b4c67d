"""The rehearsal in a browser: `server.py` answers it, `doors.py` acts, `faults.py` makes trouble, `view.py` says what is seen."""
