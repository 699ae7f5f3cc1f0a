"""What of a module's source the reference pages of other modules may go by."""

import ast

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def signatures(source: str) -> str:
    """Describe a module without its comments, the words of its docstrings, and what its functions do.

    What is left are names, imports, signatures and values: whatever decides where a name leads, and which parts of a
    module are documented on which page. The attributes of an instance are assigned in `__init__`, which counts whole.

    >>> signatures("def f(x): return x  # itself") == signatures("def f(x): return 2 * x")
    True
    >>> signatures("def f(x): return x") == signatures("def f(y): return y")
    False
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value.value = "documented" if node.value.value.strip() else ""
        elif isinstance(node, _FUNCTIONS) and node.name != "__init__":
            node.body = node.body[:1] if ast.get_docstring(node) is not None else []
    return ast.dump(tree)
