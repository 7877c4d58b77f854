"""What the environment may change, for every service alike.

Each setting is the environment variable `COPYDESK_<NAME>`; a secret may stand in a file that
`COPYDESK_<NAME>_FILE` names. Read once, in a service's `main.build`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

_PREFIX = "COPYDESK_"


class _SecretFiles(PydanticBaseSettingsSource):
    """Values from the files that `COPYDESK_<NAME>_FILE` variables name."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        del field
        path = os.environ.get(f"{_PREFIX}{field_name.upper()}_FILE")
        value = Path(path).read_text(encoding="utf-8").strip() if path else None
        return value, field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {}
        for name, field in self.settings_cls.model_fields.items():
            value, _, _ = self.get_field_value(field, name)
            if value is not None:
                found[name] = value
        return found


class Settings(BaseSettings):
    """What every service needs; a service adds its own in a subclass."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore")

    redis_url: str = "redis://127.0.0.1:6379/0"
    mongo_url: str = "mongodb://127.0.0.1:27017"
    mongo_database: str = "copydesk"
    operator_token: SecretStr | None = None
    """Bearer token of the operator's calls; without one they are refused."""
    secrets_key: SecretStr = SecretStr("")
    """Seals the secrets of sources and sites in the database; several with commas between,
    the newest first (`shared.sealing`)."""
    log_level: str = "INFO"
    objects: str = "var/objects"
    """Where pictures lie: a folder, or `s3://bucket/prefix`; the same for all services."""
    objects_endpoint: str = ""
    """The S3 server, where it is not Amazon's; `http://` only inside one's own network."""
    objects_region: str = ""
    objects_key_id: SecretStr = SecretStr("")
    objects_key: SecretStr = SecretStr("")
    """The bucket's access key id and secret; without them, what the machine is entitled to."""

    operations_port: int | None = Field(default=None, ge=1, le=65535)
    """Where `/metrics` and the operator's calls are, and nowhere else; without it they are
    beside the others."""
    operations_host: str = "127.0.0.1"
    """The address that port listens on."""
    requests_per_client: int = Field(default=500, ge=1)
    """A client's requests that may be open at once."""
    requests_per_client_s: float = Field(default=50, gt=0)
    """New requests a second of a client that shows no key we know; this machine's own count
    for nobody's."""
    streams_per_client: int = Field(default=100, ge=1)
    connections_per_client: int = Field(default=512, ge=1)
    """Of a peer that is no proxy of ours (uvicorn's FORWARDED_ALLOW_IPS)."""

    batch_size: int = Field(default=100, ge=1)
    reclaim_after_s: float = Field(default=30, gt=0)
    """Entries idle for this long belong to a dead consumer."""
    max_failures: int = Field(default=8, ge=1)
    retry_after_s: float = Field(default=1, gt=0)
    """Wait before the second try of an entry; doubled for each further one."""
    reconcile_every_s: float = Field(default=60, gt=0)
    stalled_after_s: float = Field(default=60, gt=0)
    stalled_kill_after_s: float = Field(default=5, gt=0)
    backlog_margin_s: float = Field(default=10, ge=0)
    """How far clocks of services and of Redis may differ when telling lost from late."""
    janitor_every_s: float = Field(default=10, gt=0)
    """Trimming, dead consumers and retention."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment outweigh secret files, and arguments outweigh both."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _SecretFiles(settings_cls)
