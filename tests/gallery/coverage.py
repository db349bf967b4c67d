"""Which functions make answers, and which of them the gallery's cases call by name."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

from cogs import ui
from cogs.ui.answers import Answer


def makers() -> set[str]:
    """Every public function of `cogs.ui` that returns an Answer, as "module.function"."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in (importlib.import_module(f"cogs.ui.{each.name}") for each in pkgutil.iter_modules(ui.__path__))
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and not inspect.iscoroutinefunction(function)
        and function.__annotations__.get("return") == Answer.__name__
    }


def called(modules: list[ModuleType]) -> set[str]:
    """What these modules call, by the same names."""
    return {name for module in modules for name in _called(ast.parse(Path(str(module.__file__)).read_text("utf-8")))}


def _called(tree: ast.AST) -> set[str]:
    known: dict[str, str] = {}  # a name in the file -> what of `cogs.ui` it is
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cogs.ui"):
            module = (node.module or "").rpartition("cogs.ui")[2].lstrip(".")
            for alias in node.names:
                known[alias.asname or alias.name] = f"{module}.{alias.name}" if module else alias.name
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(known.get(node.func.id, ""))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            found.add(f"{known.get(node.func.value.id, '')}.{node.func.attr}")
    return found
