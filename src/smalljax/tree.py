"""Trees: tuples, lists, dicts and None with arrays at their leaves, as arguments and results."""


class TreeDef:
    """The form of a tree: what is left when its leaves are taken off."""

    def __init__(self, kind, keys, children):
        self.kind, self.keys, self.children = kind, keys, children
        self.num_leaves = 1 if kind is None else sum(child.num_leaves for child in children)

    def _key(self):
        return self.kind, self.keys, tuple(child._key() for child in self.children)

    def __eq__(self, other):
        return isinstance(other, TreeDef) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def unflatten(self, leaves):
        return _built(self, iter(leaves))

    def _text(self):
        if self.kind is None:
            return "*"
        inner = [child._text() for child in self.children]
        if self.kind is type(None):
            return "None"
        if self.kind is dict:
            return f"{{{', '.join(f'{k!r}: {text}' for k, text in zip(self.keys, inner, strict=True))}}}"
        if self.kind is list:
            return f"[{', '.join(inner)}]"
        if self.kind is not tuple:
            return f"CustomNode(namedtuple[{self.kind.__name__}], [{', '.join(inner)}])"
        return f"({', '.join(inner)}{',' if len(inner) == 1 else ''})"

    def __repr__(self):
        return f"PyTreeDef({self._text()})"


def _parts(tree):
    """Say of what kind a node is, and give its keys and children; a leaf has kind None."""
    kind = type(tree)
    if tree is None:
        return kind, (), []
    if kind in (tuple, list) or (isinstance(tree, tuple) and hasattr(tree, "_fields")):
        return kind, (), list(tree)
    if kind is dict:
        keys = tuple(sorted(tree))
        return dict, keys, [tree[key] for key in keys]
    return None, (), []


def flatten(tree, is_leaf=None):
    """Take a tree apart: its leaves, in order, and its form.

    >>> flatten({"b": [1, 2], "a": (3,)})
    ([3, 1, 2], PyTreeDef({'a': (*,), 'b': [*, *]}))
    """
    leaves: list = []
    return leaves, _walked(tree, leaves, is_leaf)


def _walked(tree, leaves, is_leaf):
    kind, keys, children = (None, (), []) if is_leaf and is_leaf(tree) else _parts(tree)
    if kind is None:
        leaves.append(tree)
    return TreeDef(kind, keys, [_walked(child, leaves, is_leaf) for child in children])


def _built(form, leaves):
    if form.kind is None:
        return next(leaves)
    children = [_built(child, leaves) for child in form.children]
    if form.kind is dict:
        return dict(zip(form.keys, children, strict=True))
    if form.kind is type(None):
        return None
    return form.kind(children) if form.kind in (tuple, list) else form.kind(*children)


def unflatten(form, leaves):
    """Put a tree together again."""
    return _built(form, iter(leaves))


def leaves(tree, is_leaf=None):
    """List the leaves of a tree."""
    return flatten(tree, is_leaf)[0]


def structure(tree, is_leaf=None):
    """Give the form of a tree."""
    return flatten(tree, is_leaf)[1]


def prefix_leaves(prefix, form, what):
    """Spread a tree that may stop early, such as `in_axes`, over the leaves of a whole one.

    Raises:
        ValueError: the two do not correspond.
    """
    kind, keys, children = _parts(prefix)
    if form.kind is None or kind is None or kind is type(None):
        return [prefix] * form.num_leaves
    if kind is not form.kind or keys != form.keys or len(children) != len(form.children):
        raise ValueError(f"{what} specification must be a tree prefix of the corresponding value, got {prefix!r}")
    parts = zip(children, form.children, strict=True)
    return [leaf for child, inner in parts for leaf in prefix_leaves(child, inner, what)]


def map(f, tree, *rest, is_leaf=None):
    """Apply f to each leaf, and to the corresponding leaves of further trees.

    >>> map(lambda a, b: a + b, [1, (2,)], [10, (20,)])
    [11, (22,)]
    """
    first, form = flatten(tree, is_leaf)
    others = [form_leaves(other, form, is_leaf) for other in rest]
    return unflatten(form, [f(*parts) for parts in zip(first, *others, strict=True)])


def form_leaves(tree, form, is_leaf=None):
    found, own = flatten(tree, is_leaf)
    if own != form:
        raise ValueError(f"Expected tree of form {form}, got {own}")
    return found


def reduce(f, tree, *initial):
    """Fold the leaves of a tree."""
    from functools import reduce as fold

    return fold(f, leaves(tree), *initial)
