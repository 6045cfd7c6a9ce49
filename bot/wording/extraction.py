"""Finds every sentence that Kompas can say, for Babel: those said, those raised, those marked."""

import ast
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeAlias

import kpi.query
from kpi import errors

Found: TypeAlias = tuple[int, str | None, str | tuple[str, str], list[str]]

_SAID = frozenset({"say", "pieces", "sentence"})
_STEPS = "clicks"
"""The argument of this name is a tuple of sentences: what to do in a ticket system."""
_MARKED = {"Option": "what", "TicketApi": "token"}
"""Arguments of calls by these names, which say what an API needs."""
_ELSEWHERE = frozenset({"ApiTrouble", "WrongOption"})
"""Errors that people read, and that rooms make which stand higher than this one."""
_PHRASES = "PHRASES"
"""A dictionary of this name holds sentences as its values."""


def sentences(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """Extract the sentences of one Python file; Babel's other arguments are not needed."""
    tree = ast.parse(file.read())
    errors_here = _error_names(tree)
    for node in ast.walk(tree):
        for message in _of(node, errors_here):
            function = "ngettext" if isinstance(message, tuple) else None
            yield getattr(node, "lineno", 0), function, message, []


def _error_names(tree: ast.Module) -> frozenset[str]:
    """Name the classes of errors that people read, those made in this file too."""
    names = {
        name
        for module in (errors, kpi.query)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, errors.KpiError)
    }
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(_name(base) in names for base in node.bases):
            names.add(node.name)
    return frozenset(names | _ELSEWHERE)


def _of(node: ast.AST, errors_here: frozenset[str]) -> Iterable[str | tuple[str, str]]:
    """Give the sentences that one piece of syntax says by itself."""
    if isinstance(node, ast.Call):
        return _of_call(node, errors_here)
    if isinstance(node, ast.ClassDef) and node.name in errors_here:
        return [ast.get_docstring(node) or ""]
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(_name(target) == _PHRASES for target in targets):
            return _constants(node.value.values)
    return ()


def _of_call(call: ast.Call, errors_here: frozenset[str]) -> Iterable[str | tuple[str, str]]:
    name, words = _name(call.func), _constants(call.args)
    if clicks := [one.value for one in call.keywords if one.arg == _STEPS]:
        return _constants(clicks[0].elts) if isinstance(clicks[0], ast.Tuple) else ()
    if name in _MARKED:
        return _constants([one.value for one in call.keywords if one.arg == _MARKED[name]])
    if name == "plural" and len(words) > 1:
        return [(words[0], words[1])]
    return words[:1] if name in _SAID | errors_here else ()


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _constants(nodes: Iterable[ast.expr]) -> list[str]:
    """Give the texts among these, as far as each is written out."""
    values = [one.value for one in nodes if isinstance(one, ast.Constant)]
    return [value for value in values if isinstance(value, str) and value]
