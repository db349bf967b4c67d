"""Commands, buttons, selects, modals and suggestions through the real discord.py."""

from __future__ import annotations

import asyncio
import time

import pytest

from rehearsal.discord import Can, ClientRefusal, Settings, Upload, text_of
from tests.rehearsal.discord.rig import request, rig


async def test_deferred_command_is_answered_privately_with_follow_ups() -> None:
    async with rig() as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "news latest", {"issue": "ai"})
        assert text_of(answer.message) == "latest on ai"
        assert answer.ephemeral
        more = await answer.wait_for_followup()
        assert more["content"] == "more"
        assert r.stand_in.messages(r.news) == []
        assert answer.acknowledged_after is not None
        assert answer.acknowledged_after < 1


async def test_options_arrive_as_things() -> None:
    async with rig() as r:
        role = r.stand_in.add_role(r.guild, "News")
        given = {"channel": r.news, "person": r.member, "role": role, "count": 3}
        answer = await r.stand_in.run_command(r.guild, r.news, r.moderator, "place", given)
        assert answer.text == f"{r.news.id} {r.member.id} News 3 True"
        assert [m["content"] for m in r.stand_in.messages(r.news)] == [answer.text]


async def test_file_option_can_be_read() -> None:
    async with rig() as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "attach", {"file": Upload("a.txt", b"abc")})
        assert answer.message is not None
        assert answer.message["attachments"][0]["description"] == "A copy"


@pytest.mark.parametrize("given", [{"issue": 1}, {"issues": "ai"}, {"issue": "x" * 6001}])
async def test_client_refuses_wrong_options(given: dict[str, object]) -> None:
    async with rig() as r:
        with pytest.raises(ClientRefusal):
            await r.stand_in.run_command(r.guild, r.news, r.member, "news latest", given)
        assert not r.stand_in.journal.of("interaction")


async def test_unknown_command_is_refused_by_the_client() -> None:
    async with rig() as r:
        for name in ("news", "news oldest", "nothing"):
            with pytest.raises(ClientRefusal):
                await r.stand_in.run_command(r.guild, r.news, r.member, name)


async def test_command_for_moderators_is_hidden_from_members_unless_forced() -> None:
    async with rig() as r:
        with pytest.raises(ClientRefusal):
            await r.stand_in.run_command(r.guild, r.news, r.member, "secret")
        forced = await r.stand_in.run_command(r.guild, r.news, r.member, "secret", force=True)
        assert forced.text == "manage: False"
        answer = await r.stand_in.run_command(r.guild, r.news, r.moderator, "secret")
        assert answer.text == "manage: True"


async def test_person_who_does_not_see_the_channel_cannot_act_there() -> None:
    async with rig() as r:
        r.stand_in.overwrite(r.news, r.member, deny=Can.VIEW_CHANNEL)
        with pytest.raises(ClientRefusal):
            await r.stand_in.run_command(r.guild, r.news, r.member, "choose")


async def test_suggestions_come_back() -> None:
    async with rig() as r:
        answer = await r.stand_in.autocomplete(r.guild, r.news, r.member, "news latest", "issue", "a")
        assert answer.choices == [{"name": "AI", "value": "ai"}, {"name": "PAY", "value": "pay"}]


async def test_button_answers_privately_and_edits() -> None:
    async with rig() as r:
        shown = await r.stand_in.run_command(r.guild, r.news, r.member, "choose")
        why = await r.stand_in.press(shown, "why:*", r.moderator)
        assert (why.text, why.ephemeral) == ("because", True)
        await r.stand_in.press(shown, "next", r.member)
        assert r.stand_in.messages(r.news)[0]["content"] == "page 2"
        with pytest.raises(ClientRefusal):
            await r.stand_in.press(shown, "off", r.member)
        with pytest.raises(ClientRefusal):
            await r.stand_in.press(shown, "absent", r.member)


async def test_selects_take_what_they_offer() -> None:
    async with rig() as r:
        shown = await r.stand_in.run_command(r.guild, r.news, r.member, "choose")
        assert (await r.stand_in.select(shown, "where", [r.news], r.member)).text == f"chosen {r.news.id}"
        assert (await r.stand_in.select(shown, "issue", ["pay"], r.member)).text == "chosen pay"
        both = await r.stand_in.select(shown, "who", [r.member, r.moderator], r.member)
        assert both.text == "chosen ['Member', 'Moderator']"
        role = r.stand_in.add_role(r.guild, "News")
        assert (await r.stand_in.select(shown, "whom", [role], r.member)).text == f"chosen <@&{role.id}>"
        for menu, values in (("issue", ["data"]), ("issue", []), ("issue", ["ai", "pay"]), ("who", [])):
            with pytest.raises(ClientRefusal):
                await r.stand_in.select(shown, menu, values, r.member)


async def test_modal_is_filled_in_and_sent() -> None:
    async with rig() as r:
        asked = await r.stand_in.run_command(r.guild, r.news, r.member, "ask")
        assert asked.modal is not None
        assert asked.modal["title"] == "A question"
        what = next(item for row in asked.modal["components"] for item in row.get("components", ()))["custom_id"]
        answer = await r.stand_in.submit_modal(asked, {what: "contract", "where": ["here"]})
        assert answer.text == "contract ['here']"
        with pytest.raises(ClientRefusal):
            await r.stand_in.submit_modal(asked, {what: "x", "where": ["here"]})


async def test_context_menu_gets_the_message() -> None:
    async with rig() as r:
        message = r.stand_in.say(r.news, r.member, "hello there")
        answer = await r.stand_in.use_menu(r.guild, r.news, r.member, "Why this?", message)
        assert answer.text == "about hello there"
        assert (await r.stand_in.use_menu(r.guild, r.news, r.moderator, "Who is this?", r.member)).text == "Member"


async def test_command_can_be_used_in_a_direct_conversation() -> None:
    async with rig() as r:
        place = r.stand_in.world.direct_channel(r.member)
        answer = await r.stand_in.run_command(None, place, r.member, "choose")
        assert [m["content"] for m in r.stand_in.direct_messages(r.member)] == ["page 1"]
        assert (await r.stand_in.press(answer, "why:1", r.member)).text == "because"


async def test_private_answer_is_for_one_person_only() -> None:
    async with rig() as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "page")
        with pytest.raises(ClientRefusal, match="only the person"):
            await r.stand_in.press(answer, "any", r.moderator)


async def test_layout_page_is_shown_privately() -> None:
    async with rig() as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "page")
        assert (answer.text, answer.ephemeral) == ("# Page one", True)


async def test_no_answer_in_time_is_a_failure() -> None:
    async with rig(Settings(rate_limits=False, answer_seconds=0.1)) as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "silent")
        assert answer.failed == "no answer within 0.1 s"
        assert [e["name"] for e in r.stand_in.journal.of("interaction_failed")] == ["silent"]
        path = f"/interactions/{answer.id}/{answer.token}/callback"
        status, body, _ = await request(r.stand_in, "POST", path, {"type": 4, "data": {"content": "late"}})
        assert (status, body["code"]) == (404, 10062)


async def test_follow_up_needs_an_answer_first() -> None:
    async with rig() as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "silent", settle=0)
        status, body, _ = await request(
            r.stand_in, "POST", f"/webhooks/{r.bot.application_id}/{answer.token}", {"content": "x"}
        )
        assert (status, body["code"]) == (404, 10015)


async def test_second_answer_is_refused() -> None:
    async with rig() as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "twice")
        assert answer.text == "400 40060"


async def test_token_ends_after_its_time() -> None:
    async with rig(Settings(rate_limits=False, token_seconds=0.05)) as r:
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "choose")
        await asyncio.sleep(0.1)
        session = r.bot.http._HTTPClient__session  # type: ignore[attr-defined]
        url = f"{r.stand_in.url}/webhooks/{r.bot.application_id}/{answer.token}"
        async with session.post(url, json={"content": "late"}) as response:
            assert (response.status, (await response.json())["code"]) == (401, 50027)
        async with session.post(url + "x", json={"content": "late"}) as response:
            assert (response.status, (await response.json())["code"]) == (404, 10015)


async def test_buttons_work_after_the_bot_resumed() -> None:
    async with rig() as r:
        shown = await r.stand_in.run_command(r.guild, r.news, r.member, "choose")
        r.stand_in.gateway.drop()
        started = time.monotonic()
        answer = await r.stand_in.press(shown, "why:1", r.member)
        assert answer.text == "because"
        assert time.monotonic() - started < 3
