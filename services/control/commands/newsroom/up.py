"""`copydesk up`: the newsroom in the foreground, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.live import Live
from rich.table import Table

from services.control.commands.options import DEFAULT_DATA, Data
from services.control.machine.embedded import Embedded, EmbeddedServerError
from services.control.machine.newsroom import (
    Condition,
    Newsroom,
    NotReadyError,
    PortsTakenError,
    check_ports,
)
from services.control.machine.ports import find_free_base
from services.control.machine.private import close_to_others
from services.control.machine.roster import (
    SERVICES,
    Place,
    UnknownWorkersError,
    places,
    read_roster,
    read_workers,
)
from services.control.machine.tokens import make_tokens
from services.control.terminal import CommandError, out, say

_DEFAULT_PORT_BASE = 8000


def up(
    port_base: Annotated[
        int,
        typer.Option(min=1, max=65531, help="Services take the four ports after this one."),
    ] = _DEFAULT_PORT_BASE,
    data: Data = DEFAULT_DATA,
    workers: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SERVICE=COUNT", help="Processes of a service, such as enrichment=2."
        ),
    ] = None,
) -> None:
    """Run the newsroom here until Ctrl-C; what it knows stays in --data.

    Redis and MongoDB are the embedded ones, for trying, developing and small sites, unless
    COPYDESK_REDIS_URL and COPYDESK_MONGO_URL name others.
    """
    try:
        wanted = read_workers(workers or [])
    except UnknownWorkersError as error:
        raise typer.BadParameter(str(error), param_hint="--workers") from error
    running = read_roster(data)
    if running is not None:
        raise CommandError(
            f"a newsroom runs on {data} already (pid {running.pid}); "
            f"`copydesk ps --data {data}` shows it"
        )
    with ExitStack() as everything:
        with until_asked_to_stop():
            newsroom = everything.enter_context(opened(port_base, data, wanted, os.environ))
            wait_until_ready(newsroom)
            for line in _welcome(newsroom):
                say(line)
            (_run_on_terminal if out.is_terminal else _run)(newsroom)
        say("Stopping: each service finishes what it has in hand …")
    say(f"Stopped. Everything is kept in {data}")


@contextmanager
def opened(
    port_base: int, data: Path, workers: Mapping[str, int], environment: Mapping[str, str]
) -> Iterator[Newsroom]:
    """Start a newsroom and stop it at the end, servers last; failures are `CommandError`s."""
    planned = places(port_base, workers)
    environment = dict(environment)
    with ExitStack() as stack:
        try:
            check_ports(planned)
            close_to_others(data)
            environment |= make_tokens(data, environment)
            redis_url = environment.get("COPYDESK_REDIS_URL")
            mongo_url = environment.get("COPYDESK_MONGO_URL")
            embedded = None
            if not redis_url or not mongo_url:
                embedded = stack.enter_context(Embedded(data))
                redis_url = redis_url or embedded.redis_url
                mongo_url = mongo_url or embedded.mongo_url
            environment.setdefault("COPYDESK_SITE_DIR", str(data.resolve() / "site"))
            environment.setdefault("COPYDESK_OBJECTS", str(data.resolve() / "objects"))
            environment.setdefault("COPYDESK_SITE_URL", _first(planned, "publish").url)
            for service in ("publish", "ingest"):  # for people at the desk
                name = f"COPYDESK_{service.upper()}_URL"
                environment.setdefault(name, _first(planned, service).url)
            newsroom = Newsroom(
                places=planned,
                data=data,
                environment=environment,
                redis_url=redis_url,
                mongo_url=mongo_url,
                supervisor_pid=os.getpid(),
                embedded=embedded,
            )
            stack.callback(newsroom.stop)
            newsroom.start()
        except PortsTakenError as error:
            raise CommandError(
                f"{error}\nStop what has them, or name other ports, such as with "
                f"--port-base {find_free_base(len(SERVICES))}"
            ) from error
        except (EmbeddedServerError, OSError) as error:
            raise CommandError(str(error)) from error
        yield newsroom


def _first(planned: Sequence[Place], service: str) -> Place:
    return next(place for place in planned if place.service == service)


def wait_until_ready(newsroom: Newsroom) -> None:
    """Wait, with a sign of life on a terminal; a `CommandError` says who is not ready."""
    try:
        with out.status("Waiting for the services …") if out.is_terminal else nullcontext():
            newsroom.wait_until_ready()
    except NotReadyError as error:
        raise CommandError(str(error)) from error


@contextmanager
def until_asked_to_stop() -> Iterator[None]:
    """Run the block until Ctrl-C or SIGTERM, which end it quietly at once."""

    def asked(number: int, frame: FrameType | None) -> None:
        del frame
        signal.signal(number, signal.SIG_DFL)  # who asks again insists
        raise KeyboardInterrupt

    before = {
        number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(newsroom: Newsroom) -> None:
    while True:
        for line in newsroom.tend():
            say(line)
        time.sleep(0.2)


def _run_on_terminal(newsroom: Newsroom) -> None:
    with Live(_table(newsroom), console=out, auto_refresh=False, transient=True) as live:
        looked_at = 0.0
        while True:
            for line in newsroom.tend():
                live.console.print(line, style="yellow")
            if time.monotonic() - looked_at > 1:
                newsroom.look()
                looked_at = time.monotonic()
                live.update(_table(newsroom), refresh=True)
            time.sleep(0.2)


_STYLES = {
    Condition.READY: "green",
    Condition.STARTING: "yellow",
    Condition.UNREADY: "yellow",
    Condition.ENDED: "red",
}


def _table(newsroom: Newsroom) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("service", "state", "address", "pid", "restarts"):
        table.add_column(column)
    for post in newsroom.posts:
        state = f"[{_STYLES[post.condition]}]{post.condition}[/]"
        pid = "–" if post.process is None else str(post.process.pid)
        table.add_row(post.place.name, state, post.place.url, pid, str(post.restarts or ""))
    return table


def _welcome(newsroom: Newsroom) -> list[str]:
    url = {post.place.service: post.place.url for post in reversed(newsroom.posts)}
    lines = [
        "The newsroom is up.",
        f"  site     {url['publish']}/",
        f"  desk     {url['moderation']}/desk   (copydesk user add NAME --role chief)",
        f"  intake   {url['ingest']}/v1/articles   (docs at {url['ingest']}/docs)",
        f"  log      {url['publish']}/v1/events",
        f"  data     {newsroom.data}   (tokens.json, logs/)",
    ]
    if newsroom.embedded is not None:
        lines.append(
            "  Embedded Redis and MongoDB: for trying, developing and small sites. Name others "
            "with COPYDESK_REDIS_URL and COPYDESK_MONGO_URL."
        )
    return [*lines, "Ctrl-C stops it."]
