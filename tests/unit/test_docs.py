"""What the documentation names exists: commands, targets, files, calls, settings, metrics."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from services.control.main import app
from services.enrichment.settings import EnrichmentSettings
from services.ingest.settings import IngestSettings
from services.moderation.settings import ModerationSettings
from services.publish.settings import PublishSettings

REPOSITORY = Path(__file__).parents[2]
PAGES = [
    REPOSITORY / "README.md",
    REPOSITORY / "CHANGELOG.md",
    *sorted((REPOSITORY / "docs").rglob("*.md")),
]
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("services", "shared")
    for path in (REPOSITORY / folder).rglob("*.py")
)
SETTINGS = {
    name: field.default
    for settings in (IngestSettings, EnrichmentSettings, ModerationSettings, PublishSettings)
    for name, field in settings.model_fields.items()
}
COMMAND = re.compile(
    r"(?:^    |`)(?:\S*/|docker compose exec \S+ )?(copydesk [^`\n#]+)", re.MULTILINE
)


def said(pattern: str | re.Pattern[str]) -> list[str]:
    found = {
        match if isinstance(match, str) else match[0]
        for page in PAGES
        for match in re.findall(pattern, page.read_text(encoding="utf-8"))
    }
    return sorted(found)


@pytest.mark.parametrize("command", said(COMMAND))
def test_a_command_is_one_that_exists_with_the_options_it_is_given(command: str) -> None:
    words = shlex.split(command.replace("…", "").strip())[1:]
    spoken = typer.main.get_command(app)
    while words and (commands := getattr(spoken, "commands", None)) is not None:
        name = words.pop(0)
        if name.startswith("-"):
            return
        assert name in commands, f"there is no `{name}` in `{command}`"
        spoken = commands[name]
    known = {option for parameter in spoken.params for option in parameter.opts}
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in known, f"`{command}` has no {word}"


def test_a_make_target_is_in_the_makefile() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")

    for target in said(r"(?:^    |`)make ([a-z]+)"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"there is no make {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_a_file_in_code_marks_exists() -> None:
    for name in said(r"`((?:services|shared|deploy|docs|tests)/[\w./-]+)`"):
        assert (REPOSITORY / name).exists() or name == "deploy/secrets/", name


def test_a_metric_is_one_that_is_measured() -> None:
    for name in said(r"`(copydesk_\w+)"):
        assert f'"{name}"' in SOURCES, name


def setting(variable: str) -> str:
    return variable.removeprefix("COPYDESK_").removesuffix("_FILE").lower()


def test_a_setting_is_one_that_is_read() -> None:
    own = {"COPYDESK_DATA", "COPYDESK_INGEST_PORT"}  # the command's, and the compose file's
    urls = {
        f"COPYDESK_{name}_URL" for name in ("INGEST", "ENRICHMENT", "MODERATION", "PUBLISH")
    }
    for name in set(said(r"`(COPYDESK_[A-Z_]*[A-Z])\b")) - own - urls:
        assert setting(name) in SETTINGS, name


def test_the_example_environment_names_settings_that_exist_with_their_defaults() -> None:
    text = (REPOSITORY / "deploy" / "example.env").read_text(encoding="utf-8")
    compose = (REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8")
    told = re.findall(r"^# (COPYDESK_[A-Z_]+)=(\S+(?: [^\s(]\S*)*)", text, re.MULTILINE)
    for name, default in told:
        if f"${{{name}" in compose:
            assert f"${{{name}:-{default}}}" in compose, f"{name}'s default is another"
        else:
            assert setting(name) in SETTINGS, f"{name} is no setting"
            if not name.endswith("_FILE"):
                assert str(SETTINGS[setting(name)]).lower() == default.lower(), name
