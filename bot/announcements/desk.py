"""All of the announcements' services, built as they belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.announcements.clockwork import AnnouncementClockwork
from bot.announcements.pictures import PictureService
from bot.announcements.records import AnnouncementRecords
from bot.announcements.series_service import SeriesService
from bot.announcements.service import KIND, AnnouncementService
from bot.announcements.subject import AnnouncementSubject
from bot.approvals.service import ApprovalService
from bot.clock import Clock
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class AnnouncementDesk:
    """`writing` drafts and confirms, `records` tells, `clockwork` is ticked."""

    writing: AnnouncementService
    series: SeriesService
    records: AnnouncementRecords
    pictures: PictureService
    clockwork: AnnouncementClockwork

    @classmethod
    def build(
        cls, *, db: Database, clock: Clock, approvals: ApprovalService, wake: Callable[[], None]
    ) -> AnnouncementDesk:
        """The services; announcements become a subject of approvals."""
        approvals.add_kind(KIND, AnnouncementSubject())
        return cls(
            writing=AnnouncementService(db=db, clock=clock, approvals=approvals, wake=wake),
            series=SeriesService(db=db, clock=clock, wake=wake),
            records=AnnouncementRecords(db=db, clock=clock),
            pictures=PictureService(db=db, clock=clock),
            clockwork=AnnouncementClockwork(db=db, clock=clock, approvals=approvals, wake=wake),
        )
