"""Every environment variable, read once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "VALUE_"


class SettingsError(Exception):
    """The environment asks for something that does not exist, or in a way that cannot be read."""


class Settings(BaseSettings):
    """What whoever installs the service may choose."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    data: Path = Path("data")
    """Folder of the embedded SQLite database; unused when `database_url` is given."""
    database_url: str | None = None
    """`postgresql://…`; the embedded database where it is missing."""
    bootstrap_key: Annotated[str, Field(min_length=20, max_length=200)] | None = None
    """The first API key, chosen by whoever installs."""

    print_workers: Annotated[int, Field(ge=1, le=16)] = 2
    """Processes that make documents, some 100 MB each; with one, a long document keeps others."""

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, url: str | None) -> str | None:
        if url and not url.startswith(("postgresql://", "postgres://")):
            message = "it starts with postgresql://; leave it out for the embedded database"
            raise ValueError(message)
        return url or None

    @field_validator("bootstrap_key")
    @classmethod
    def _is_one_word(cls, key: str | None) -> str | None:
        if key and not (key.isascii() and key.isprintable() and " " not in key):
            raise ValueError("an API key is one word of printable ASCII characters")
        return key

    @property
    def database_file(self) -> Path:
        """The embedded database's file."""
        return self.data / "value.db"


def read_settings() -> Settings:
    """Read the environment.

    Raises:
        SettingsError: one line that names the variable and what it may be.
    """
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    given = {name for name in os.environ if name.upper().startswith(PREFIX)}
    if unknown := sorted(name for name in given if name.upper() not in known):
        raise SettingsError(
            f"There is no setting {', '.join(unknown)}. Settings are {', '.join(sorted(known))}."
        )
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(_line(fault) for fault in error.errors())) from None


def _line(fault: object) -> str:
    place, message = fault["loc"][0], fault["msg"]  # type: ignore[index]
    return f"{PREFIX}{str(place).upper()}: {message.removeprefix('Value error, ')}"
