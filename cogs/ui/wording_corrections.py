"""Fixed wording of explanations and corrections; see `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "link_unclear": "That is not a link I can read. Paste the whole address, beginning with https://.",
    "report_unknown": (
        "I have no report with this address from the sources of this server. It may be older than what I keep, "
        "or its outlet is not among them."
    ),
}
KEPT_OUT_HEADING: Final = "Why it was not posted"
KEPT_OUT: Final = "Not posted: {reason}."
KEPT_OUT_BY_RULES: Final = "Rules kept it out, not a person and not a language model."
