"""Who works in a local newsroom: which processes, on which ports; and the page that says so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from services.control.machine.ports import LOOPBACK, find_free
from services.control.machine.tethered import is_running

SERVICES = ("ingest", "enrichment", "moderation", "publish")
"""In the order of their ports: the first has the base's next one."""


@dataclass(frozen=True, slots=True)
class Place:
    """One process of a service; number 1 has the port that everybody knows."""

    service: str
    number: int
    port: int

    @property
    def name(self) -> str:
        """What the process is called among people and in file names."""
        return self.service if self.number == 1 else f"{self.service}-{self.number}"

    @property
    def url(self) -> str:
        """Where the process answers."""
        return f"http://{LOOPBACK}:{self.port}"


def places(port_base: int, workers: Mapping[str, int]) -> list[Place]:
    """Plan the processes; those beyond a service's first take free ports."""
    first = [
        Place(service, 1, port_base + offset)
        for offset, service in enumerate(SERVICES, start=1)
    ]
    taken = {place.port for place in first}
    further = []
    for service in SERVICES:
        for number in range(2, workers.get(service, 1) + 1):
            port = find_free(apart_from=taken)
            taken.add(port)
            further.append(Place(service, number, port))
    return first + further


class UnknownWorkersError(ValueError):
    """A wish for workers that cannot be read, such as `enrichmant=2`."""


def read_workers(wishes: Sequence[str]) -> dict[str, int]:
    """Read `enrichment=2` and the like."""
    wanted = {}
    for wish in wishes:
        service, equals, count = wish.partition("=")
        if service not in SERVICES or not equals or not count.isdecimal() or int(count) < 1:
            raise UnknownWorkersError(
                f"{wish!r}: say SERVICE=COUNT, with a service of {', '.join(SERVICES)} "
                "and a count of at least 1"
            )
        wanted[service] = int(count)
    return wanted


class Worker(BaseModel):
    """A process of a service that runs."""

    model_config = ConfigDict(frozen=True)

    service: str
    pid: int
    port: int
    url: str


class Roster(BaseModel):
    """What `copydesk ps --json` shows of a newsroom that is up."""

    model_config = ConfigDict(frozen=True)

    services: tuple[Worker, ...]
    redis_url: str
    mongo_url: str
    tokens_file: str
    data: str
    pid: int
    """The process that runs `copydesk up`."""

    def url(self, service: str) -> str:
        """Give the address that everybody knows of a service."""
        return next(worker.url for worker in self.services if worker.service == service)


def roster_file(data: Path) -> Path:
    """Tell where the newsroom of this directory says who works in it."""
    return data / "newsroom.json"


def write_roster(data: Path, roster: Roster) -> None:
    """Replace the page in one go: whoever reads it sees a whole one."""
    path = roster_file(data)
    written = path.with_suffix(".new")
    written.write_text(json.dumps(roster.model_dump(mode="json"), indent=2) + "\n")
    written.replace(path)


def read_roster(data: Path) -> Roster | None:
    """Read the page; None where no newsroom runs, also after one was killed."""
    try:
        roster = Roster.model_validate_json(roster_file(data).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return roster if is_running(roster.pid) else None
