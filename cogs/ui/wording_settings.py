"""Fixed wording around a server's settings: routes, mutes, repairs. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "unknown_subject": "I do not know the issue or dispute “{subject}”. Pick one from the list that appears as you type.",
    "no_route": "Stories about {subject} have no place of their own, so they go to the news channel already.",
    "too_many_routes": "There are {most} routes, which is the most I keep for one server. Take one away first.",
    "wrong_place_kind": "{channel} is not a text or announcement channel, a thread or a forum. Pick another one.",
    "mute_what": "Name an outlet or a word to mute, one at a time.",
    "mute_empty": "Type a word or a phrase of 2 to {most} characters.",
    "muted_already": "{what} is muted already.",
    "not_muted": "{what} is not muted. Pick one from the list that appears as you type.",
    "too_many_mutes": "There are {most} mutes, which is the most I keep for one server. Take one away first.",
    "repaired_already": "This was settled already, so nothing was changed.",
}

CHOOSE_BUTTON: Final = "Choose a channel"
CHOOSE_HINT: Final = "A channel I can post in"

LOST_HEADING: Final = {
    "news": "The news channel was deleted",
    "route": "The place for stories about {subject} was deleted",
}
LOST: Final = {
    "news": "Stories wait until another channel is chosen: those of the last 24 hours are posted then.",
    "route": "These stories go to the news channel until another place is chosen.",
}
CLOSED_HEADING: Final = {
    "news": "I can no longer post in the news channel",
    "route": "I can no longer post stories about {subject} in their place",
}
CLOSED: Final = {
    "news": "A permission is missing in {channel}. Give it back, or choose another channel.",
    "route": "A permission is missing in {channel}. Give it back, or choose another place.",
}

ROUTED: Final = "Stories about {subject} go to {channel} from now on."
ROUTED_FORUM: Final = "Stories about {subject} go to {channel} from now on, each as a thread of its own."
ROUTED_ORDER: Final = "A story that fits several routes goes by the first of them in {settings}."
UNROUTED: Final = "Stories about {subject} go to the news channel from now on."
MUTED_OUTLET: Final = "Reports by {what} are no longer posted. They stay in {latest}."
MUTED_WORD: Final = "Stories that say “{what}” are no longer posted. They stay in {latest}."
UNMUTED: Final = "“{what}” is no longer muted. Stories from now on are posted again."
PAYWALLED_HIDDEN: Final = (
    "Stories told only by outlets behind a paywall are no longer posted. "
    "Where another outlet has the story too, that one leads the post."
)
PAYWALLED_SHOWN: Final = "Stories are posted whether they are behind a paywall or not, and each says so."
SILENT: Final = "Stories are posted silently from now on: nobody's phone rings."
LOUD: Final = "Stories are posted with a notification from now on."
CAPPED: Final = "At most {cap} stories an hour are posted one by one in a place, the rest in one message."
FORUM_WANTS_TAG: Final = (
    "{channel} asks for a tag on each thread, which I cannot choose. "
    "Switch that off in the forum's settings, or pick another place."
)

STORIES_HEADING: Final = "Where stories go"
NO_ROUTES: Final = "All stories go to the news channel. {settings} gives an issue or a dispute its own place."
ROUTE: Final = "{subject}: {channel}"
ROUTE_FORUM: Final = "{subject}: {channel}, a thread a story"
ROUTE_GONE: Final = "{subject}: its place was deleted, so these go to the news channel. {settings} chooses another."
REST: Final = "All others: the news channel"
LEFT_OUT_HEADING: Final = "What is not posted"
NOTHING_LEFT_OUT: Final = "Nothing is muted, and stories behind a paywall are posted."
MUTED_OUTLETS: Final = "Outlets: {names}."
MUTED_WORDS: Final = "Words: {names}."
HIDES_PAYWALLED: Final = "Stories told only by outlets behind a paywall."
TROUBLE_HEADING: Final = "To be mended"
TROUBLE_GONE: Final = {
    "news": "The news channel is deleted or hidden from me. {setup} chooses another.",
    "moderators": "The moderators' channel is deleted or hidden from me, so I cannot send notices. {setup} chooses another.",
}
TROUBLE_ROUTE: Final = "The place for stories about {subject} is deleted or hidden from me. {settings} chooses another."

CHOOSE_HEADING: Final = "Choose a place"
CHOOSE_NEWS: Final = "Pick the channel that stories go to from now on."
CHOOSE_ROUTE: Final = "Pick the place for stories about {subject}: a channel, a thread or a forum."
REPAIRED: Final = "Stories go to {channel} from now on. What could not be posted in the last 24 hours follows."
