"""The core: run the same program on other values.

Every operation goes through `bind`. It looks at the values, finds the one at the highest *level*, and lets that level
do the operation. `linearize` is `jvp` with tangents that are recorded, and what it has written down is linear, so that
`transposed` can read it backwards: `vjp` is the two together. Functions here take and return lists of arrays.
"""

from contextlib import contextmanager

from smalljax.arrays import Array, Shaped, Value
from smalljax.errors import UnexpectedTracerError
from smalljax.jaxprs import JaxprEqn, Var, closed


class Primitive:
    """An operation: its rules say what each kind of level does.

    Attributes:
        shape: from what is known of the arguments to what is known of the results, a list of `Shaped`.
        value: from arrays to the results' numbers, a list of flat lists.
        slope: from primals and tangents (None for zero) to results and their tangents.
        batch: from values of which some hold many in a first axis, to results, and which of them do.
        transpose: from the results' cotangents, and the arguments that are known, to the arguments' cotangents.
    """

    def __init__(self, name, shape, value, slope=None, batch=None, transpose=None, many=False):
        self.name, self.shape, self.value, self.many = name, shape, value, many
        self.slope, self.batch, self.transpose = slope, batch, transpose

    def __call__(self, *args, **params):
        results = bind(self, *args, **params)
        return results if self.many else results[0]


class Tracer(Value):
    """A value at a level."""

    def __init__(self, level, aval, **parts):
        self.__dict__.update(vars(aval), aval=aval, level=level, **parts)  # its shape and dtype are the value's


class Evaluation:
    """Level 0: compute."""

    depth = 0

    def process(self, primitive, args, params):
        pairs = zip(primitive.shape(*args, **params), primitive.value(*args, **params), strict=True)
        return [Array(known.dtype.fit(numbers), known.shape, known.dtype, known.weak_type) for known, numbers in pairs]

    def owns(self, x):
        return isinstance(x, Tracer) and x.level is self


class Differentiation(Evaluation):
    """Each value goes with its tangent; a tangent of None is zero."""

    def process(self, primitive, args, params):
        pairs = [self.parts(x) for x in args]
        results = primitive.slope(*map(list, zip(*pairs, strict=True)), **params)
        return [y if t is None else self.tracer(y, t) for y, t in zip(*results, strict=True)]

    def tracer(self, primal, tangent):
        return Tracer(self, primal.aval, primal=primal, tangent=tangent)

    def parts(self, x):
        return (x.primal, x.tangent) if self.owns(x) else (x, None)


class Batching(Evaluation):
    """Each value is many values at once, side by side in a first axis, or one that all of them share."""

    def __init__(self, size):
        self.size = size

    def process(self, primitive, args, params):
        pairs = [self.parts(x) for x in args]
        results = primitive.batch(self.size, *map(list, zip(*pairs, strict=True)), **params)
        return [self.tracer(y) if mapped else y for y, mapped in zip(*results, strict=True)]

    def tracer(self, many):
        return Tracer(self, Shaped(many.shape[1:], many.dtype, many.weak_type), many=many)

    def parts(self, x):
        return (x.many, True) if self.owns(x) else (x, False)


class Recording(Evaluation):
    """Nothing is computed: each operation is written down."""

    def __init__(self):
        self.eqns, self.known = [], {}

    def process(self, primitive, args, params):
        results = [self.tracer(known) for known in primitive.shape(*args, **params)]
        self.eqns.append(JaxprEqn(primitive, [self.var(x) for x in args], [y.var for y in results], params))
        return results

    def tracer(self, aval):
        return Tracer(self, aval, var=Var(aval))

    def var(self, x):
        return x.var if self.owns(x) else self.known.setdefault(id(x), (Var(x.aval), x))[0]


levels = [Evaluation()]  # those in force, the highest last
charged = [levels[0]]  # who does operations on plain numbers: the last of these
add_any = Primitive("add_any", None, None)  # adds cotangents; its rules stand with the others in `operations`


def bind(primitive, *args, **params):
    """Let the highest level among the arguments do an operation."""
    tops = [x.level for x in args if isinstance(x, Tracer)]
    top = max([*tops, charged[-1]], key=lambda level: level.depth)
    if top.depth >= len(levels) or levels[top.depth] is not top:
        raise UnexpectedTracerError(f"Encountered an unexpected tracer in {primitive.name}: its function has returned")
    return top.process(primitive, args, params)


@contextmanager
def entered(level):
    """Put a level on top of those in force while a function runs."""
    level.depth = len(levels)
    levels.append(level)
    try:
        yield level
    finally:
        levels.pop()


@contextmanager
def in_charge(level):
    """Let a level do the operations on plain numbers, too, while a function runs."""
    charged.append(level)
    try:
        yield level
    finally:
        charged.pop()


def jvp(f, primals, tangents):
    """Run f on values with tangents: results and their tangents."""
    with entered(Differentiation()) as level:
        args = [x if t is None else level.tracer(x, t) for x, t in zip(primals, tangents, strict=True)]
        pairs = [level.parts(y) for y in f(*args)]
    return [primal for primal, _ in pairs], [t for _, t in pairs]


def vmap(f, size, values, mapped):
    """Run f on many values at once: results, and which of them are many."""
    with entered(Batching(size)) as level:
        args = [level.tracer(x) if many else x for x, many in zip(values, mapped, strict=True)]
        pairs = [level.parts(y) for y in f(*args)]
    return [value for value, _ in pairs], [many for _, many in pairs]


def make_jaxpr(f, avals):
    """Write down what f does with arguments of given shapes and kinds."""
    with entered(Recording()) as level, in_charge(level):
        args = [level.tracer(aval) for aval in avals]
        outputs = [level.var(y) for y in f(*args)]
    return closed(level.known.values(), [x.var for x in args], outputs, level.eqns)


def evaluate(jaxpr, args):
    """Do what is written down."""
    values = dict(zip(jaxpr.jaxpr.constvars + jaxpr.jaxpr.invars, [*jaxpr.consts, *args], strict=True))
    for eqn in jaxpr.eqns:
        inputs = [values[x] if isinstance(x, Var) else x.val for x in eqn.invars]
        values.update(zip(eqn.outvars, bind(eqn.primitive, *inputs, **eqn.params), strict=True))
    return [values[y] if isinstance(y, Var) else y.val for y in jaxpr.jaxpr.outvars]


def linearize(f, primals, active):
    """Run f once, and write down what it does with tangents: results, a linear jaxpr, its outputs (None for zero)."""
    with entered(Recording()) as level:
        args = [level.tracer(x.aval) if moves else None for x, moves in zip(primals, active, strict=True)]
        results, tangents = jvp(f, primals, args)
        outputs = [None if t is None else level.var(t) for t in tangents]
    inputs = [x.var for x in args if x is not None]
    return results, closed(level.known.values(), inputs, [y for y in outputs if y is not None], level.eqns), outputs


def transposed(jaxpr, cotangents):
    """Read a linear jaxpr backwards: from cotangents of its results to cotangents of its arguments (None for zero)."""
    known, adjoints = dict(zip(jaxpr.jaxpr.constvars, jaxpr.consts, strict=True)), {}

    def give(var, cotangent):
        if cotangent is not None:
            adjoints[var] = add_any(adjoints[var], cotangent) if var in adjoints else cotangent

    for var, cotangent in zip(jaxpr.jaxpr.outvars, cotangents, strict=True):
        give(var, cotangent)
    for eqn in reversed(jaxpr.eqns):
        given = [adjoints.pop(var, None) for var in eqn.outvars]
        if any(cotangent is not None for cotangent in given):
            args = [known.get(x, x) if isinstance(x, Var) else x.val for x in eqn.invars]
            for var, cotangent in zip(eqn.invars, eqn.primitive.transpose(given, *args, **eqn.params), strict=True):
                give(var, cotangent)
    return [adjoints.get(var) for var in jaxpr.jaxpr.invars]
