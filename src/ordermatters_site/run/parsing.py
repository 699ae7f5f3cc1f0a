"""Reading the code of a page, whose author hears of it what its kernel says, and not from a build that reads along."""

import ast
import warnings


def parsed(code: str) -> ast.Module:
    r"""Parse code without warnings: one of `"\c"` would name neither page nor cell, once for each time it is read.

    Raises:
        SyntaxError: if it is not Python, such as a magic command.
        ValueError: if it holds a null character.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(code)


def chain_of(node: ast.AST) -> str:
    """Write a name with its attributes as it stands in the code; empty for anything else."""
    attributes = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    return ".".join([node.id, *attributes[::-1]]) if isinstance(node, ast.Name) else ""
