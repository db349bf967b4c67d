"""All fixed wording that people see. Sentences only: where they stand and how names are written is decided in the cards and answers.

Values in braces are filled by `sentence`; whoever calls it has written them for the place where they go.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.models.news import Label
from cogs.ui import (
    wording_announcements,
    wording_approvals,
    wording_audit,
    wording_corrections,
    wording_dates,
    wording_desk,
    wording_digest,
    wording_dispute,
    wording_events,
    wording_feed,
    wording_follow,
    wording_issue,
    wording_problem,
    wording_settings,
    wording_stands,
    wording_statements,
    wording_story,
    wording_suggestions,
    wording_terms,
)

LABELS: Final = {
    Label.OFFICIAL_UNION: "OFFICIAL (union)",
    Label.OFFICIAL_EMPLOYER: "OFFICIAL (employer)",
    Label.REPORTED: "REPORTED",
    Label.OPINION: "OPINION",
}

PAYWALL: Final = {"partial": "Partly behind a paywall.", "yes": "Behind a paywall."}

# Answers to what a person asked for and cannot have; keys of UserError.
SENTENCES: Final = {
    "unknown_zone": "I do not know the time zone “{zone}”. Pick one from the list, or type a city such as Los Angeles or London.",
    "unknown_issue": "I do not know the issue “{issue}”. Pick one from the list that appears as you type.",
    "unknown_outlet": "I do not know the outlet “{outlet}”. Pick one from the list that appears as you type.",
    "post_unknown": "I no longer have the data behind this post.",
    "not_set_up": "This server is not set up yet. A person with Manage Server can run {setup}.",
    "needs_manage_server": "This needs the Manage Server permission, which you do not have here.",
    "servers_only": "This works in a server only, not in direct messages.",
    "wrong_channel_kind": "{channel} is not a text or announcement channel. Pick another one.",
    "storage_busy": "I cannot reach my database at the moment. Nothing was lost. Please try again in a few minutes.",
    "command_changed": "This command has changed since your Discord loaded it. Please restart Discord and try again.",
    "not_allowed": "You cannot use this command here.",
    "unexpected": "Something went wrong on my side. If you tell the person who runs this bot, give them the reference {reference}.",
    **wording_announcements.SENTENCES,
    **wording_approvals.SENTENCES,
    **wording_audit.SENTENCES,
    **wording_corrections.SENTENCES,
    **wording_dates.SENTENCES,
    **wording_desk.SENTENCES,
    **wording_digest.SENTENCES,
    **wording_dispute.SENTENCES,
    **wording_events.SENTENCES,
    **wording_feed.SENTENCES,
    **wording_follow.SENTENCES,
    **wording_issue.SENTENCES,
    **wording_problem.SENTENCES,
    **wording_settings.SENTENCES,
    **wording_statements.SENTENCES,
    **wording_suggestions.SENTENCES,
    **wording_stands.SENTENCES,
    **wording_story.SENTENCES,
    **wording_terms.SENTENCES,
}
UNKNOWN_KEY: Final = "That is not possible as asked."

STORY: Final = {
    "no_headline": "Without a headline",
    "no_outlet": "an unnamed outlet",
    "read_at": "Read at {outlet}",
    "unlinked": "Published by {outlet}",
    "owner": "Owner: {owner}.",
    "about": "About: {issues}.",
    "for_roles": "For {roles}.",
    "changed": "The headline was changed {when}. Before: “{earlier}”",
    "changed_undated": "The headline was changed. Before: “{earlier}”",
    "also": "Also in:",
    "more_outlets": "And {count} more.",
    "also_counted": "Also in {count} more.",
    "also_inline": "also in {names}",
    "unnamed": "unnamed source",
    "citing": "citing {names}",
    "statement": "{source}{when}. Posted by this server's moderators as this side's own words.",
    "goes_on": "The statement goes on.",
    "retracted": "{statement}: taken back by this server's moderators {when}.",
}

FOLD_HEADING: Final = "{count} more stories"
FOLD_HEADING_ONE: Final = "1 more story"

OFFICIAL_HEADING: Final = "Now official: {headline} – {who}"
OFFICIAL_BODY: Final = {
    Label.OFFICIAL_UNION: "Now the union itself has published on it.",
    Label.OFFICIAL_EMPLOYER: "Now the employers themselves have published on it.",
}
OFFICIAL_BODY_ELSE: Final = "Now a side itself has published on it."
OFFICIAL_BEFORE: Final = "The press reported it first: “{headline}”."
OFFICIAL_POST: Final = "The story so far"

PROOF_NEWS: Final = (
    "Picketwire is set up in this channel",
    "From now on I post news about Hollywood bargaining here: each story once, with who says so and a link. {feeds}",
    "I post nothing of my own about the talks, and I do not speak for any union or company. {latest} shows the latest stories.",
)
PROOF_MODERATORS: Final = (
    "Picketwire sends notices for moderators to this channel",
    "You hear from me here when a source stops working, when it works again, and when something could not be posted. {feeds}",
    "Times of this server follow {zone}.",
)
PROOF_PAUSE: Final = "{pause} stops all posting at once."
FEEDS: Final = "I read {count} sources."
FEEDS_ONE: Final = "I read 1 source."
FEEDS_NONE: Final = "I have no sources to read yet."

FEED_HEADINGS: Final = {
    "failing": "Source not working: {feed}",
    "silent": "Source silent: {feed}",
    "gone": "Source closed: {feed}",
    "moved": "Source moved: {feed}",
    "recovered": "Source works again: {feed}",
}
NO_FEED_NAME: Final = "a source without a name"
FEED_HEADING: Final = "About the source {feed}"
FEED_SINCE: Final = "Since {since}."
FEED_LASTING: Final = frozenset({"failing", "silent", "gone"})  # what began at a moment and goes on

REFUSALS: Final = {
    "channel_gone": "the channel no longer exists",
    "no_permission": "I am not allowed to view the channel or send messages there",
    "message_gone": "the message to be changed was deleted",
    "rejected": "Discord did not accept the message",
}
REFUSED_ELSE: Final = "Discord refused it"
NO_SUBJECT: Final = "a message"
NOT_POSTED_HEADING: Final = "Not posted: {subject}"
NOT_POSTED: Final = "It could not be posted in {channel}: {reason}."
NOT_POSTED_MORE: Final = (
    "It could not be posted in {channel}: {reason}. In all, {count} messages were not posted for this reason."
)
NOT_POSTED_MEND: Final = {
    "channel_gone": "Choose another channel with {setup}.",
    "no_permission": "Give me View Channel and Send Messages there, or choose another channel with {setup}.",
}
NOT_POSTED_WRITTEN: Final = {
    "channel_gone": "Write it for another channel with {schedule}.",
    "no_permission": "Give me View Channel and Send Messages there.",
}
NOT_POSTED_ONCE: Final = "It is repeated. This is said once, until it can be posted again; {list} shows it as held."

WHY_BUTTON: Final = "Why?"
SOURCES_BUTTON: Final = "Sources"
ABOUT_BUTTON: Final = "About"
SETTINGS_BUTTON: Final = "Settings"
NEWER_BUTTON: Final = "Newer"
OLDER_BUTTON: Final = "Older"
NEXT_BUTTON: Final = "Next page"
PREVIOUS_BUTTON: Final = "Previous page"

LATEST_HEADING: Final = "Latest news"
LATEST_ON: Final = "on {issue}"
LATEST_FROM: Final = "from {outlet}"
LATEST_EMPTY: Final = "There is none yet."
PAGE: Final = "Page {page} of {pages}."
CHECKED: Final = "Sources last checked {time}."
NOT_CHECKED: Final = "No source has been checked yet."
LEFT_OUT: Final = "Left out here for length: {count} more."

WHY_HEADING: Final = "Why this post"
WHY_REASON: Final = "Why it is here: {reason}."
WHY_TAG: Final = "{issue}: the text says {phrases}."
WHY_CHOSEN: Final = "{issue}: chosen by a moderator of this server."
WHY_NO_TAG: Final = "No issue was recognised in it."
WHY_TITLE: Final = "Rules chose it, not a person and not a language model. These are the words they found."

SOURCES_HEADING: Final = "Sources"
SOURCES_EMPTY: Final = "This server follows no sources yet."
SOURCES_COUNT: Final = "{working} of {count} work."
SOURCE_OWNER: Final = "owned by {owner}"
SOURCE_PAYWALL: Final = {"partial": "partly behind a paywall", "yes": "behind a paywall"}
SOURCE_KINDS: Final = {
    "trade": "trade press",
    "general": "general press",
    "newsletter": "newsletter",
    "official_union": "a union's own site",
    "official_employer": "an employer's own site",
}

ABOUT_HEADING: Final = "About Picketwire"
ABOUT_IS: Final = (
    "I read the trade press through its feeds, find the few items about bargaining between Hollywood's unions and employers, "
    "join the reports of one story, and post each story once with who says so and a link."
)
ABOUT_NEVER: Final = (
    "I never speak for a union or a company.",
    (
        "I never write about the news myself: what you read are headlines, quoted sentences and counts, each with who says so. "
        "No language model takes part."
    ),
    "I never read your messages. About people I keep only what /privacy about says.",
    "I never work around a paywall or a block.",
)
ABOUT_LABELS: Final = (
    "OFFICIAL (union) and OFFICIAL (employer): that side's own words, from its own site or posted as its statement by this "
    "server's moderators. "
    "REPORTED: an outlet says so, and the outlets it cites are named. OPINION: a view."
)
ABOUT_NEVER_HEADING: Final = "What I never do"
ABOUT_LABELS_HEADING: Final = "Labels"
ABOUT_RUN_HEADING: Final = "Who runs this bot"
ABOUT_CONTACT: Final = "Contact: {contact}"
ABOUT_NO_CONTACT: Final = "The person who runs it gave no contact address."
ABOUT_VERSION: Final = "Version {version}."
ABOUT_SOURCE: Final = "Source code"

SETTINGS_HEADING: Final = "Settings of this server"
SETTINGS_NEWS: Final = "News: {channel}."
SETTINGS_MODERATORS: Final = "Notices for moderators: {channel}."
SETTINGS_NO_CHANNEL: Final = "no channel chosen"
SETTINGS_ZONE: Final = "Time zone: {zone}."
SETTINGS_ON: Final = "Posting: on."
SETTINGS_PAUSED: Final = "Posting: paused. Nothing is posted until someone runs {resume}."
SETTINGS_SILENT: Final = "Stories are posted silently: nobody's phone rings."
SETTINGS_LOUD: Final = "Stories are posted with a notification."
SETTINGS_CAP: Final = "At most {cap} stories an hour are posted one by one, the rest in one message."
PAUSED: Final = "Paused. Nothing is posted in this server until someone runs {resume}."
RESUMED: Final = "Posting goes on."

SETUP_DONE_HEADING: Final = "Set up"
SETUP_DONE: Final = "News goes to {news}, notices for moderators to {moderators}. Times follow {zone}."
SETUP_NEXT: Final = (
    "A first message appears in both channels within a minute. Stories published from now on follow by themselves."
)
SETUP_PAUSED: Final = "Posting is paused, so no message appears until someone runs {resume}."
SETUP_MISSING_HEADING: Final = "Permissions are missing"
SETUP_MISSING: Final = "In {channel} I need: {permissions}."
SETUP_MISSING_NEXT: Final = (
    "Nothing was changed. Allow these in the channel's settings under Permissions, then run {setup} again."
)
PERMISSIONS: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
    "send_messages_in_threads": "Send Messages in Threads",
}


def sentence(key: str, **values: object) -> str:
    """The sentence of a UserError; `values` are written already. An unknown key or a missing value gives the general sentence."""
    try:
        return SENTENCES.get(key, UNKNOWN_KEY).format_map(values)
    except KeyError:
        return UNKNOWN_KEY


def permissions_text(names: Iterable[str]) -> str:
    """Permissions as Discord calls them."""
    return listed([PERMISSIONS[name] for name in names])


def listed(names: list[str]) -> str:
    """Names as prose: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
