"""What `.importlinter` says, and the modules it says it of."""

from __future__ import annotations

import ast
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).parents[2]


def contract(name: str) -> dict[str, list[str]]:
    """Give the lists of one contract."""
    written = ConfigParser()
    written.read(ROOT / ".importlinter")
    section = written[f"importlinter:contract:{name}"]
    return {
        key: value.split()
        for key, value in section.items()
        if key.endswith("_modules") or key == "modules"
    }


def module_name(path: Path) -> str:
    """Give the name that a file is imported by."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules_under(*folders: str) -> dict[str, str]:
    """Give every module's docstring by the module's name."""
    return {
        module_name(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    }
