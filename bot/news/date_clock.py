"""Times of day: with a day, as midnight before or after it, and alone as a deadline of the day of publication."""

from __future__ import annotations

from bot.news import date_calendar as cal
from bot.news.date_calendar import Span, Tense
from bot.news.date_frame import CLOSING_KINDS, NOT_A_DATE, STARTING_KINDS, UNKNOWN, Frame, Reading
from bot.news.date_groups import Point
from bot.news.date_senses import Clock


def at_clock(reading: Reading, point: Point, frame: Frame) -> Reading:
    """A day at the time that stands with it. A time that leaves the instant open ("just after midnight") adds nothing."""
    span, clock, until = reading.span, point.clock, point.until
    if span is None or span.first is None or clock is None or not clock.sure:
        return reading
    zone = clock.zone or frame.zone
    if clock.midnight:
        return _midnight(span, zone, point, frame)
    start = span.at(clock.time, zone)
    if until is not None and until.sure and clock.time < until.time:
        end = cal.on(span.first.day).at(until.time, until.zone or zone)
        return Reading(Span(start.first, end.last), reading.reason)
    return Reading(start, reading.reason)


def _midnight(span: Span, zone: str, point: Point, frame: Frame) -> Reading:
    if frame.kind not in STARTING_KINDS:
        return Reading(span.at((23, 59), zone), "midnight is the end of that day")
    if point.near is not None and point.explicit is None and span.day is not None:
        return Reading(cal.on(cal.shift(span.day, 1)).at((0, 0), zone), "the midnight that ends that day")
    return Reading(None, "the midnight before or after that day")


def clock_alone(clock: Clock, frame: Frame) -> Reading:
    """A time without a day: a deadline or a start on the day of publication ("face a midnight deadline"), else no date."""
    starting, past = frame.kind in STARTING_KINDS, frame.tense is Tense.PAST
    if not clock.sure or not (starting or frame.kind in CLOSING_KINDS) or (past and not clock.midnight):
        return NOT_A_DATE
    if frame.today is None:
        return UNKNOWN
    day, time = cal.on(frame.today), clock.time
    if clock.midnight and starting:
        day = day if past else cal.on(cal.shift(frame.today, 1))
    elif clock.midnight:
        day, time = (cal.on(cal.shift(frame.today, -1)) if past else day), (23, 59)
    return Reading(day.at(time, clock.zone or frame.zone), "a time on the day of publication")
