"""What small JAX does not have is refused by name, in one sentence, instead of being done differently."""

import sys
from functools import cache, wraps
from opcode import opmap

IMPORT_FROM = opmap["IMPORT_FROM"]  # what Python does for `from jax import name`


class Lacking(NotImplementedError, TypeError):
    """Small JAX has less than JAX: the sentence says what is missing, and that the notebook has it."""


def refusal(name):
    """Write the sentence that refuses something by its name.

    >>> refusal("jnp.fft")
    'small JAX has no `jnp.fft`: the notebook runs the real one'
    """
    return f"small JAX has no `{name}`: the notebook runs the real one"


def lacking(name):
    """Make the exception that refuses something by its name."""
    return Lacking(refusal(name))


def refused(name):
    """Make a function that refuses whatever it is called with."""

    def refuse(*args, **keywords):
        raise lacking(name)

    return refuse


def missing_names(prefix):
    """Make a module's `__getattr__`: a name that is not there is refused in a sentence, and `hasattr` still works.

    Python asks again where `from jax import name` stands, and would put a sentence of its own over an AttributeError.
    """

    def refuse(name):
        if name.startswith("__"):
            raise AttributeError(name)
        sentence = refusal(f"{prefix}.{name}")
        asking = sys._getframe(1)
        instruction = asking.f_code.co_code[asking.f_lasti]
        if instruction == IMPORT_FROM:
            raise ImportError(sentence)
        raise AttributeError(sentence)

    return refuse


def public(prefix):
    """Make a decorator for a function that readers call: keywords that it does not know are refused by name."""

    def decorated(function):
        @wraps(function)
        def called(*args, **keywords):
            if keywords and (unknown := _unknown(function, tuple(keywords))):
                raise lacking(f"{prefix}.{function.__name__.rstrip('_')}(…, {unknown}=…)")
            return function(*args, **keywords)

        called.public = prefix
        return called

    return decorated


@cache
def _unknown(function, keywords):
    """Find the first keyword that a function does not take, if there is one."""
    from inspect import Parameter, signature  # late: an import of small JAX needs none of it

    known = signature(function).parameters
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in known.values()):
        return None
    return next((key for key in keywords if key not in known), None)
