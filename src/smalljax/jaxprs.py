"""Jaxprs: a function written down as the list of its operations, as JAX prints it."""

from itertools import count

from smalljax.arrays import Array


class Var:
    """A name in a jaxpr."""

    def __init__(self, aval):
        self.aval = aval


class Literal:
    """A number written into a jaxpr."""

    def __init__(self, val):
        self.val, self.aval = val, val.aval

    def __repr__(self):
        number = self.val.data[0]
        return f"{number}:{self.aval.short()}"


class JaxprEqn:
    """One operation: what goes in, what comes out, by which primitive."""

    def __init__(self, primitive, invars, outvars, params):
        self.primitive, self.invars, self.outvars, self.params = primitive, invars, outvars, params


class Jaxpr:
    """A list of operations with its inputs and outputs; `constvars` are inputs that were known while it was written."""

    def __init__(self, constvars, invars, outvars, eqns):
        self.constvars, self.invars, self.outvars, self.eqns = constvars, invars, outvars, eqns

    def __repr__(self):
        return _written(self, {}, count(), 0)


class ClosedJaxpr:
    """A jaxpr together with its constants."""

    def __init__(self, jaxpr, consts):
        self.jaxpr, self.consts = jaxpr, consts
        self.eqns = jaxpr.eqns
        self.in_avals = [var.aval for var in jaxpr.invars]
        self.out_avals = [var.aval for var in jaxpr.outvars]

    def __repr__(self):
        return repr(self.jaxpr)


def closed(constants, invars, outvars, eqns):
    """Close a jaxpr over its constants, keeping those that are used; numbers of shape `()` are written in."""
    used = {id(var) for eqn in eqns for var in eqn.invars} | {id(var) for var in outvars}
    literals = {id(var): Literal(value) for var, value in constants if isinstance(value, Array) and value.shape == ()}
    kept = [(var, value) for var, value in constants if id(var) in used and id(var) not in literals]

    def written(variables):
        return [literals.get(id(var), var) for var in variables]

    steps = [JaxprEqn(eqn.primitive, written(eqn.invars), eqn.outvars, eqn.params) for eqn in eqns]
    jaxpr = Jaxpr([var for var, _ in kept], invars, written(outvars), steps)
    return ClosedJaxpr(jaxpr, [value for _, value in kept])


def _letters(i):
    return (_letters(i // 26 - 1) if i >= 26 else "") + chr(ord("a") + i % 26)


def _written(jaxpr, names, fresh, indent):
    """Write a jaxpr, on one line if it has one short operation."""

    def name(var):
        if isinstance(var, Literal):
            return repr(var)
        if id(var) not in names:
            names[id(var)] = _letters(next(fresh))
        return names[id(var)]

    def typed(variables):
        return " ".join(f"{name(var)}:{var.aval.short()}" for var in variables)

    used = {id(var) for eqn in jaxpr.eqns for var in eqn.invars} | {id(var) for var in jaxpr.outvars}
    head = f"{{ lambda {typed(jaxpr.constvars)}; {typed(jaxpr.invars)}. let"
    pad, lines = " " * (indent + 4), []
    for eqn in jaxpr.eqns:
        for var in eqn.outvars:
            if id(var) not in used:
                names.setdefault(id(var), "_")
        results, inputs = typed(eqn.outvars), " ".join(map(name, eqn.invars))
        lines.append(f"{results} = {_called(eqn, names, fresh, indent + 4, len(results + inputs))} {inputs}")
    outputs = ", ".join(map(name, jaxpr.outvars)) + ("," if len(jaxpr.outvars) == 1 else "")
    end = f"in ({outputs}) }}"
    if len(lines) < 2 and "\n" not in "".join(lines) and len(head + "".join(lines) + end) + indent < 76:
        return " ".join([head, *lines, end]) if lines else f"{head}  {end}"
    return "\n".join([head, *(pad + line for line in lines), " " * (indent + 2) + end])


def _called(eqn, names, fresh, indent, length):
    """Write a primitive with its parameters, on one line if there is room."""
    params = {**_ALSO.get(eqn.primitive.name, {}), **eqn.params}
    hidden = {"broadcast_in_dim": ["shape"] + ["broadcast_dimensions"] * (not params.get("broadcast_dimensions"))}
    kept = {key: params[key] for key in sorted(params) if key not in hidden.get(eqn.primitive.name, ())}
    kept = {"name": kept["name"], **kept} if "name" in kept else kept
    if not kept:
        return eqn.primitive.name
    one_line = f"{eqn.primitive.name}[{' '.join(f'{key}={value}' for key, value in kept.items())}]"
    inner = any(isinstance(value, ClosedJaxpr) for value in kept.values())
    if not inner and len(one_line) + length + indent + 4 <= 80:
        return one_line
    if inner and eqn.primitive.name == "jit":
        _share_names(eqn, params["jaxpr"].jaxpr, names)
    lines = [f"{key}={_parameter(value, names, fresh, indent + 2)}" for key, value in kept.items()]
    pad = "\n" + " " * (indent + 2)
    return f"{eqn.primitive.name}[{pad}{pad.join(lines)}\n{' ' * indent}]"


_ALSO: dict = {"reduce_sum": {"out_sharding": None}, "iota": {"sharding": None}}
_ALSO["reshape"] = {"dimensions": None, "sharding": None}


def _share_names(eqn, jaxpr, names):
    """Let what is called use the names of who calls."""
    inside, outside = [*jaxpr.invars, *jaxpr.outvars], [*eqn.invars, *eqn.outvars]
    for inner, outer in zip(inside, outside, strict=False):
        if isinstance(outer, Var) and id(outer) in names:
            names.setdefault(id(inner), names[id(outer)])


def _parameter(value, names, fresh, indent):
    return _written(value.jaxpr, names, fresh, indent) if isinstance(value, ClosedJaxpr) else value
