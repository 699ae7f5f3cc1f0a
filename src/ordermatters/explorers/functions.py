"""The functions and constants that a reader finds in an explorer, by the names that readers call them."""

import math

from ordermatters.elementary import Operation, cos, exp, log, sin, sqrt, tan, tanh

# At zero a program goes on with some slope, 1 in `elementary` as in JAX; a picture shows that there is none.
_absolute = Operation(abs, lambda x: (x > 0) - (x < 0) if x else math.nan)

FUNCTIONS = {
    **{"sin": sin, "cos": cos, "tan": tan, "exp": exp, "log": log, "ln": log},
    **{"tanh": tanh, "sqrt": sqrt, "abs": _absolute},
}
CONSTANTS = {"pi": math.pi, "e": math.e}
