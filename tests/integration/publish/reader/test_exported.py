"""An export behind the web servers that `docs/site.md` has snippets for: they are run here."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from services.control.machine.ports import LOOPBACK, find_free
from services.control.machine.tethered import start_tethered, stop
from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from tests.eventually import eventually
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.reader.walk import in_step
from tests.unit.publish.stories import SITE, a_kill, a_recall, an_approval

PAGE = (Path(__file__).parents[4] / "docs" / "site.md").read_text("utf-8")
LIVE, KILLED, RECALLED, MOVED, ARABIC = ids(5)
WORDS_OF_ARABIC = "العبّارات تعود"


def snippet(name: str) -> str:
    """Give what stands indented under a name."""
    found = re.search(rf"^{name}:\n\n((?:    .*\n|\n)+)", PAGE, re.MULTILINE)
    assert found, name
    return textwrap.dedent(found[1])


def nginx(folder: Path, port: int, home: Path) -> list[str]:
    """Give the command for nginx, its own files under `home`."""
    server = snippet("nginx").replace("/srv/site", str(folder))
    server = server.replace("server {", f"server {{\n    listen {LOOPBACK}:{port};", 1)
    scratch = "".join(
        f"{each}_temp_path {home}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    types = "types { text/html html; text/xml xml; application/json json; text/css css; }"
    # Who starts as root works as nobody, who may not read a test's files.
    user = "user root; " if os.geteuid() == 0 else ""
    config = (
        f"{user}daemon off; pid {home}/pid; error_log stderr; worker_processes 1;\n"
        f"events {{}}\nhttp {{\n{scratch}access_log off;\n{types}\n{server}}}\n"
    )
    (home / "nginx.conf").write_text(config)
    return ["-c", str(home / "nginx.conf"), "-e", "stderr"]


def caddy(folder: Path, port: int, home: Path) -> list[str]:
    """Give the command for Caddy."""
    site = snippet("Caddy").replace("/srv/site", str(folder))
    site = site.replace("site.example {", f"http://{LOOPBACK}:{port} {{", 1)
    (home / "Caddyfile").write_text(f"{{\n    admin off\n}}\n{site}")
    return ["run", "--adapter", "caddyfile", "--config", str(home / "Caddyfile")]


SERVERS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def serving(name: str, folder: Path, home: Path) -> Iterator[str]:
    """Serve a folder as the documentation says."""
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if program is None:
        pytest.skip(f"no {name} on this machine (apt-get install {name})")
    home.mkdir()
    port = find_free()
    process = start_tethered(
        [program, *SERVERS[name](folder, port, home)],
        log=home / "log",
        environment={"HOME": str(home), "PATH": "/usr/bin"},
    )
    try:
        yield f"http://{LOOPBACK}:{port}"
    finally:
        process.terminate()
        stop(process, within_s=10)


@pytest.fixture
async def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path / "site")
    for each in (LIVE, KILLED, RECALLED, MOVED):
        headline = f"Zebra {each[0]} escapes"
        facts = {"section": "world"}
        paper.hear(an_approval(1, article_id=each, headline=headline, enrichment=facts))
    paper.hear(
        an_approval(
            1,
            article_id=ARABIC,
            headline=WORDS_OF_ARABIC,
            language="ar",
            enrichment={"language": {"code": "ar", "confidence": 0.99}, "section": "world"},
        )
    )
    return paper


@pytest.mark.parametrize("name", SERVERS)
async def test_what_was_killed_is_gone_from_a_web_servers_files_too(
    paper: Paper, tmp_path: Path, name: str
) -> None:
    live, killed, recalled, moved = (paper.path_of(id_) for id_ in ids(4))
    folder = tmp_path / "export"
    export = Export(folder, SiteSettings(site_url=SITE, site_title="The Post & Co"))
    in_step(export, paper)

    with serving(name, folder, tmp_path / "server") as url:
        async with httpx.AsyncClient(base_url=url) as client:

            async def is_up() -> bool:
                try:
                    return (await client.get("/")).is_success
                except httpx.TransportError:
                    return False

            await eventually(is_up, what=f"{name} answers")
            for path in (live, killed, recalled, "/world/", "/feed.xml", "/ar/", "/topics/"):
                answer = await client.get(path)
                assert answer.status_code == 200, path
            assert WORDS_OF_ARABIC in (await client.get(paper.path_of(ARABIC))).text
            assert (await client.get("/")).headers["content-type"].startswith("text/html")

            paper.hear(
                a_kill(1, article_id=KILLED),
                a_recall(1, article_id=RECALLED),
                an_approval(
                    2, article_id=MOVED, headline="Zebra found", enrichment={"section": "sport"}
                ),
            )
            export.take(paper.log[export.sequence :])
            gone = await client.get(killed)
            assert (gone.status_code, "withdrawn" in gone.text) == (410, True)
            in_step(export, paper)

            for path, status in (
                (live, 200),
                (killed, 410),
                (killed.replace("/world/", "/sport/"), 410),
                (recalled, 451),
                ("/nothing", 404),
                ("/world/nothing-qqqqqqqqqq", 404),
                ("/.copydesk/catalog.db", 404),
                ("/.copydesk/files.db", 404),
            ):
                answer = await client.get(path)
                assert answer.status_code == status, path
                assert answer.headers["content-type"].startswith("text/html"), path
                if path != live:
                    assert "Zebra" not in answer.text
            led = await client.get(moved)
            assert f"url={SITE}{paper.path_of(MOVED)}" in led.text
    export.close()
