"""A public name is one that another module uses: the others have an underscore, or go.

`python -m tests.contracts.test_names` gives them their underscores.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.contracts.import_contracts import ROOT, module_name

OURS = ("services", "shared")
READERS = (*OURS, "tests", "benchmarks")


@cache
def trees() -> dict[str, ast.Module]:
    return {
        module_name(path): ast.parse(path.read_text(encoding="utf-8"))
        for folder in READERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def is_held_to_it(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in OURS


def public_names(tree: ast.Module) -> Iterator[str]:
    """Give the names that a module defines for others.

    Decorated functions are handed over by that; what pydantic reads is named in OpenAPI.
    """
    models = {"BaseModel", "Noun"}
    for node in tree.body:
        names: list[str] = []
        if isinstance(node, ast.ClassDef):
            if models & {ast.unparse(base).partition("[")[0] for base in node.bases}:
                models.add(node.name)
            else:
                names = [node.name]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [] if node.decorator_list else [node.name]
        elif isinstance(node, ast.Assign) and not makes_a_type_variable(node.value):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        yield from (name for name in names if not name.startswith("_"))


def makes_a_type_variable(value: ast.expr) -> bool:
    made_by = value.func if isinstance(value, ast.Call) else None
    return isinstance(made_by, ast.Name) and made_by.id in ("TypeVar", "ParamSpec")


def uses(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give the (module, name) pairs that a module takes from others."""
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.module, alias.name
                aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                aliases[alias.asname or alias.name] = alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (spelt := ast.unparse(node.value)) in aliases:
            yield aliases[spelt], node.attr


def started_by_name() -> Iterator[tuple[str, str]]:
    """Give the (module, name) pairs that uvicorn, pip and others are told: `module:name`."""
    told = [ROOT / "pyproject.toml", ROOT / "docker-compose.yml", *ROOT.glob("docs/*.md")]
    told += [path for folder in READERS for path in (ROOT / folder).rglob("*.py")]
    for path in told:
        yield from re.findall(r"([\w.{}]+):(\w+)", path.read_text(encoding="utf-8"))
    yield from ((f"services.{service}.main", "build") for service in ROOT.glob("services/*"))


def lonely() -> dict[str, list[str]]:
    """Give the public names that no other module uses, by module."""
    used = {pair for tree in trees().values() for pair in uses(tree)} | {*started_by_name()}
    found = {
        module: [name for name in public_names(tree) if (module, name) not in used]
        for module, tree in trees().items()
        if is_held_to_it(module)
    }
    return {module: names for module, names in found.items() if names}


def test_every_public_name_is_used_by_another_module() -> None:
    assert lonely() == {}


def test_every_public_method_is_used_by_somebody() -> None:
    templates = [
        path.read_text(encoding="utf-8")
        for folder in OURS
        for path in (ROOT / folder).rglob("*.html")
    ]
    called_by_lxml = {"comment"}
    mentioned = {*called_by_lxml, *re.findall(r"\.(\w+)", "\n".join(templates))} | {
        node.attr
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
    }

    dead = [
        f"{module}.{node.name}.{inner.name}"
        for module, tree in trees().items()
        if is_held_to_it(module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not answers_strangers(node, tree)
        for inner in node.body
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
        and not inner.name.startswith("_")
        and inner.name not in mentioned
    ]

    assert dead == []


def answers_strangers(node: ast.ClassDef, tree: ast.Module) -> bool:
    """Tell whether a class builds on a library's, which then calls its methods."""
    plain = {"pydantic", "typing", "enum", "collections.abc"}
    theirs = {
        alias.asname or alias.name
        for each in tree.body
        if isinstance(each, ast.ImportFrom)
        and each.module
        and each.module.split(".")[0] not in OURS
        and each.module not in plain
        for alias in each.names
    } | {
        alias.asname or alias.name
        for each in tree.body
        if isinstance(each, ast.Import)
        for alias in each.names
        if alias.name.split(".")[0] not in OURS
    }
    roots = {ast.unparse(base).partition("[")[0].partition(".")[0] for base in node.bases}
    return bool(roots & theirs)


def underscored(source: str, names: list[str]) -> str:
    """Write a module with these names private; names in capitals in its comments too."""
    lines = source.encode().split(b"\n")
    places: set[tuple[int, int, str]] = set()
    tree = ast.parse(source)
    arguments = {  # an argument of the same name is somebody else
        (id(inner), each.arg)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            if (id(node), node.id) in arguments:
                continue
            places.add((node.lineno - 1, node.col_offset, node.id))
        elif (
            isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.col_offset == 0
            and node.name in names
        ):
            first = lines[node.lineno - 1].index(b" " + node.name.encode()) + 1
            places.add((node.lineno - 1, first, node.name))
    for row, column, name in sorted(places, reverse=True):
        line, word = lines[row], name.encode()
        if line[column : column + len(word)] == word:  # inside f-strings it may be elsewhere
            lines[row] = line[:column] + b"_" + line[column:]
    text = b"\n".join(lines).decode()
    for name in names:
        if name.isupper():
            text = re.sub(rf"(?<![\w.\"'-]){name}(?![\w\"'=-])", f"_{name}", text)
    return text


if __name__ == "__main__":
    for module, names in lonely().items():
        path = ROOT / f"{module.replace('.', '/')}.py"
        if not path.exists():
            path = path.with_suffix("") / "__init__.py"
        path.write_text(underscored(path.read_text(encoding="utf-8"), names), encoding="utf-8")
