"""Writes web/messages/said/: every sentence that the packages may say to people who use the pages, as templates.

    python tools/write_sentences.py

The libraries and the store speak English and know nothing of catalogues. What they say stands in the calls that say it
(``InputError``, ``NotFound``, ``said`` …), so it is collected from there, and marked for gettext in files of its own.
What only commands can meet is left out: the terminal speaks English.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from web.messages.sentences import ON_PAGES  # noqa: E402

OUT = ROOT / "web" / "messages" / "said"
CALLS = frozenset(("InputError", "NotFound", "Conflict", "Forbidden", "said"))
METHODS = {"refuse": slice(1, None), "mend": slice(1, None), "fault": slice(1, None)}
"""Those of the readers of glossaries, and which of their arguments are sentences."""
COMMANDS = (
    "web/cli/",
    "web/api/",
    "web/store/backup.py",
    "web/store/everything.py",
    "web/actions/batch.py",
    "web/actions/cluster.py",
    "web/actions/keeping.py",
    "web/actions/manifest.py",
    "web/actions/outputs.py",
    "web/actions/samples.py",
    "web/actions/taught.py",
    "web/actions/worklist.py",
    "aligner/confirmed.py",
    "aligner/formats/",
    "aligner/neural/",
    "web/messages/",
)
"""Where what is said reaches no page: commands, the API, and readers of tables that only programs read."""
FILES = {
    "libraries": ("aligner/", "glossary/"),
    "actions": ("web/actions/",),
    "service": ("web/",),
}
WIDTH = 100


def templates(path: Path) -> Iterator[str]:
    """The sentences of one module, in its order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        named = [keyword.value for keyword in call.keywords if keyword.arg == "hint"]
        if isinstance(call.func, ast.Name) and call.func.id in CALLS:
            last = 1 if call.func.id in ("said", "Conflict") else 2
            given = [*call.args[:last], *named]
        elif isinstance(call.func, ast.Attribute) and call.func.attr in METHODS:
            given = [*call.args[METHODS[call.func.attr]], *named]
        elif isinstance(call.func, ast.Name) and call.func.id == "_long":
            given = call.args[:1]
        else:
            continue
        for argument in given:
            yield from (text for text in _texts(argument, path) if " " in text)


def _texts(node: ast.expr, path: Path) -> Iterator[str]:
    """The text that an argument is; for a name, what the module calls so."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value, path)
    elif isinstance(node, ast.Name) and node.id.lstrip("_").isupper():
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        value = getattr(import_module(module), node.id)
        if isinstance(value, str):
            yield value


def found() -> dict[str, list[str]]:
    """All templates by the file that they are written to, each once, by module."""
    seen = set(ON_PAGES)
    result: dict[str, list[str]] = {name: [] for name in FILES}
    for name, folders in FILES.items():
        for folder in folders:
            for path in sorted((ROOT / folder).rglob("*.py")):
                place = path.relative_to(ROOT).as_posix()
                fresh = [] if place.startswith(COMMANDS) else list(dict.fromkeys(templates(path)))
                fresh = [text for text in fresh if text not in seen]
                seen |= set(fresh)
                if fresh:
                    result[name] += [f"# {place}", *fresh]
    return result


def page(name: str, lines: list[str]) -> str:
    """A module that marks the templates for the catalogues."""
    where = {"libraries": "aligner and glossary", "actions": "the actions", "service": "the store and the pages"}
    head = f'"""What {where[name]} may say to people. Written by tools/write_sentences.py."""\n\n'
    body = "".join(f"    {text}\n" if text.startswith("# ") else _marked(text) for text in lines)
    return f"{head}from __future__ import annotations\n\nfrom web.messages.marks import N_\n\nTEMPLATES = (\n{body})\n"


def _marked(text: str) -> str:
    if len(_literal(text)) <= WIDTH + 10:
        return f"    N_({_literal(text)}),\n"
    parts, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > WIDTH:
            parts.append(line)
            line = ""
        line += f"{word} "
    parts.append(line.removesuffix(" "))
    return "    N_(\n" + "".join(f"        {_literal(part)}\n" for part in parts) + "    ),\n"


def _literal(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Write what is said."""
    for name, lines in found().items():
        (OUT / f"{name}.py").write_text(page(name, lines), encoding="utf-8")


if __name__ == "__main__":
    main()
