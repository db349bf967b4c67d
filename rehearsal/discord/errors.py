"""Discord's refusals: status, code and message, in the shape of its error documents. Which request earns which is decided elsewhere."""

from __future__ import annotations

from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """One documented refusal: HTTP status, Discord's JSON error code, its message."""

    status: int
    code: int
    message: str


UNAUTHORIZED = Refusal(401, 0, "401: Unauthorized")
NOT_FOUND = Refusal(404, 0, "404: Not Found")
METHOD_NOT_ALLOWED = Refusal(405, 0, "405: Method Not Allowed")
UNKNOWN_APPLICATION = Refusal(404, 10002, "Unknown Application")
UNKNOWN_CHANNEL = Refusal(404, 10003, "Unknown Channel")
UNKNOWN_GUILD = Refusal(404, 10004, "Unknown Guild")
UNKNOWN_MEMBER = Refusal(404, 10007, "Unknown Member")
UNKNOWN_MESSAGE = Refusal(404, 10008, "Unknown Message")
UNKNOWN_ROLE = Refusal(404, 10011, "Unknown Role")
UNKNOWN_USER = Refusal(404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = Refusal(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = Refusal(404, 10062, "Unknown interaction")
UNKNOWN_EVENT = Refusal(404, 10070, "Unknown Guild Scheduled Event")
TOO_MANY_ROLES = Refusal(400, 30005, "Maximum number of server roles reached (250)")
TOO_MANY_EVENTS = Refusal(400, 30038, "Maximum number of guild scheduled events reached (100)")
ALREADY_ACKNOWLEDGED = Refusal(400, 40060, "Interaction has already been acknowledged.")
MISSING_ACCESS = Refusal(403, 50001, "Missing Access")
NOT_YOUR_MESSAGE = Refusal(403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE = Refusal(400, 50006, "Cannot send an empty message")
CLOSED_INBOX = Refusal(403, 50007, "Cannot send messages to this user")
WRONG_CHANNEL_TYPE = Refusal(400, 50024, "Cannot execute action on this channel type")
MISSING_PERMISSIONS = Refusal(403, 50013, "Missing Permissions")
INVALID_WEBHOOK_TOKEN = Refusal(401, 50027, "Invalid Webhook Token")
INVALID_FORM = Refusal(400, 50035, "Invalid Form Body")
THREAD_ARCHIVED = Refusal(400, 50083, "Thread is archived")
INVALID_JSON = Refusal(400, 50109, "The request body contains invalid JSON.")
THREAD_EXISTS = Refusal(400, 160004, "A thread has already been created for this message")


class ApiError(Exception):
    """A request is answered with `refusal`; `errors` is Discord's nested tree of problems by field, if the form was wrong."""

    def __init__(self, refusal: Refusal, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{refusal.status} {refusal.code} {refusal.message}")
        self.refusal = refusal
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """The JSON document of the answer."""
        document: dict[str, Any] = {"message": self.refusal.message, "code": self.refusal.code}
        if self.errors:
            document["errors"] = self.errors
        return document


class ClientRefusal(Exception):
    """A person's Discord client would not have let them do that: nothing was sent to the bot."""
