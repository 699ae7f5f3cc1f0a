"""What small JAX does not have is refused by name, in one sentence, instead of being done differently."""

import sys
from functools import wraps
from opcode import opmap

IMPORT_FROM = opmap["IMPORT_FROM"]  # what Python does for `from jax import name`
CO_VARKEYWORDS = 0x08  # what `inspect` calls a function with **keywords


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
        code = function.__code__  # read faster than by `inspect`, for some hundred functions
        known = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        takes_all = code.co_flags & CO_VARKEYWORDS
        name = f"{prefix}.{function.__name__.rstrip('_')}"

        @wraps(function)
        def called(*args, **keywords):
            if keywords and not takes_all and not set(known).issuperset(keywords):
                unknown = next(key for key in keywords if key not in known)
                raise lacking(f"{name}(…, {unknown}=…)")
            return function(*args, **keywords)

        called.public = prefix
        return called

    return decorated
