"""Texts that look like mail for members, and texts that do not."""

from __future__ import annotations

import pytest

from bot.statements.members_only import MOST, members_only_signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Dear members,\nwe met today.", "Dear members"),
        ("DEAR FELLOW GUILD MEMBERS: an update", "DEAR FELLOW GUILD MEMBERS"),
        ("Dear Sisters, Brothers", "Dear Sisters"),
        ("Please do not forward this to anyone.", "Please do not forward"),
        ("We ask: don’t share this.", "don’t share this"),
        ("This note is not for distribution.", "not for distribution"),
        ("STRICTLY CONFIDENTIAL", "STRICTLY CONFIDENTIAL"),
        ("For members only", "For members only"),
        ("a members-only update", "members-only"),
        ("Off the record, talks go well", "Off the record"),
        ("You are receiving this email because you are a member", "You are receiving this email"),
        ("Do\nnot\nforward", "Do not forward"),
        ("D\u200bear mem\u00adbers", "Dear members"),
        ("Ｄｏ ｎｏｔ ｓｈａｒｅ", "Do not share"),
        ("To all members of the guild", "To all members"),
        ("This is not to be forwarded.", "not to be forwarded"),
        ("Please keep this to yourselves", "keep this to yourselves"),
    ],
)
def test_a_sign_of_mail_for_members_is_named_as_it_stands(text: str, sign: str) -> None:
    assert sign in members_only_signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The guild told its members that talks resume on Friday.",
        "We forward our proposal to the studios today.",
        "Our members deserve better. We remain at the table.",
        "The committee is confident in its position.",
        "Unsubscribed viewers are not counted.",
        "Residuals for distribution abroad rise.",
    ],
)
def test_a_public_text_has_no_sign(text: str) -> None:
    assert members_only_signs(text) == ()


def test_each_sign_is_named_once_and_few_of_them() -> None:
    assert members_only_signs("Confidential. confidential. CONFIDENTIAL.") == ("Confidential",)
    many = "Dear members, confidential, do not share, embargo, privileged, off the record, members-only, unsubscribe"
    assert len(members_only_signs(many)) == MOST


def test_a_long_text_without_signs_is_read_quickly() -> None:
    assert members_only_signs("dear guild union wga " * 2000) == ()
