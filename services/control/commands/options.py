"""What several commands can be asked in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DATA = Path("var")

Data = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="COPYDESK_DATA",
        metavar="DIR",
        help="The newsroom's directory.",
        file_okay=False,
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
