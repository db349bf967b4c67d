"""What the moderators of a rehearsal do at their desk, as `desk.py` plans it: two of them, by commands, forms, cards and buttons."""

from __future__ import annotations

from rehearsal.desk import ENTRIES, Deed, Meeting, Move, Notice, Statement, Step, in_words
from rehearsal.discord.errors import ClientRefusal
from rehearsal.room import ANSWER_PATIENCE, Room
from rehearsal.scenes import Asked


async def enter(room: Room, entry: Meeting | Notice) -> None:
    """Enter a date, or write and confirm an announcement. What is taken is noted in `room.accepted`."""
    try:
        taken = await (_meet(room, entry) if isinstance(entry, Meeting) else _announce(room, entry))
    except (ClientRefusal, TimeoutError, LookupError) as e:
        taken = False
        room.wanting.append(f"a moderator on {entry.at:%d %B}: {e}")
    if taken:
        room.accepted.append((ENTRIES.index(entry), room.pace.now()))


async def do(room: Room, deed: Deed) -> None:
    """Do what else moderators do; what does not come about is noted in `room.wanting`."""
    try:
        match deed:
            case Step():
                asked, wanted = await room.ask(room.place.host, "dispute step", dict(deed.options)), "Step entered"
            case Move():
                asked, wanted = await _move(room, deed), "Date moved"
            case Statement():
                asked, wanted = await _state(room, deed), "Posted. It leads"
    except (ClientRefusal, TimeoutError, LookupError) as e:
        room.wanting.append(f"a moderator on {deed.at:%d %B}: {e}")
        return
    if wanted not in asked.answer:
        room.wanting.append(f"a moderator on {deed.at:%d %B}: no “{wanted}”")


async def _meet(room: Room, meeting: Meeting) -> bool:
    host = room.place.host
    if meeting.suggested:
        card = await room.card("Suggested date", f"{meeting.day.day} {meeting.day:%B}")
        asked = await room.press_button(host, card, "Confirm")
    else:
        asked = await room.ask(host, "bargaining add", meeting.options)
    return "Date added" in asked.answer


async def _announce(room: Room, notice: Notice) -> bool:
    host = room.place.host
    if notice.approved:
        await room.ask(host, "settings approval", {"for": "all"})
    values = {"text": notice.text, "when": f"{notice.when:%Y-%m-%d %H:%M}"}
    preview = await room.form(host, "announce schedule", {"channel": room.place.news}, values)
    label = "Ask for approval" if notice.approved else "Schedule it"
    asked = await room.press_answer(host, preview, "announce-confirm", label)
    if not notice.approved:
        return "It will be posted in" in asked.answer
    card = await room.card("Approval wanted", notice.text)
    approved = await room.press_button(room.place.deputy, card, "Approve")
    await room.ask(host, "settings approval", {"for": "none"})
    return approved.answer.startswith("Approved")


async def _move(room: Room, move: Move) -> Asked:
    place, day = room.place, move.meeting.mistaken or move.meeting.day
    listed = await room.discord.autocomplete(
        place.guild, place.news, place.host, "bargaining move", "date", f"{day:%d %b %Y}", settle=ANSWER_PATIENCE
    )
    if not listed.choices:
        raise LookupError(f"no date on {in_words(day)} to move")
    options = {"date": listed.choices[0]["value"], "start": move.meeting.day.isoformat()}
    preview = await room.preview(place.host, "bargaining move", options)
    return await room.press_answer(place.host, preview, "date-move", "Move it")


async def _state(room: Room, statement: Statement) -> Asked:
    options = {"dispute": "wga-amptp", "side": statement.side, "link": statement.link}
    preview = await room.form(room.place.host, "statement post", options, {"title": statement.title})
    return await room.press_answer(room.place.host, preview, "statement-confirm", "Post it")
