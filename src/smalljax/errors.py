"""The errors that JAX has names for."""


class ConcretizationTypeError(TypeError):
    """A number is needed where there is none yet."""


class TracerBoolConversionError(ConcretizationTypeError):
    """Python's `if` or `while` asks a traced value whether it is true."""


class TracerArrayConversionError(TypeError):
    """NumPy asks a traced value for its numbers."""


class TracerIntegerConversionError(TypeError):
    """Python needs an integer, such as a length, and gets a traced value."""


class NonConcreteBooleanIndexError(IndexError):
    """A traced mask picks entries: how many is not known."""


class UnexpectedTracerError(TypeError):
    """A traced value has left the function that it belongs to."""


class KeyReuseError(RuntimeError):
    """A random key was used twice."""
