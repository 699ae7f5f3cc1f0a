"""The multiplications and additions that are done, each of them countable.

Whoever computes with numbers takes its operators from `doing`. Within `counting` they are operators that keep a tally:
nothing is read off a formula, each step down or up of the tally was an operation that happened.
"""

import operator
from functools import reduce
from itertools import repeat

from smalljax.refusals import lacking


class Tally:
    """How many multiplications (divisions among them) and additions (subtractions) were done.

    >>> with counting() as done:
    ...     _ = doing.total(map(doing.multiply, [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]))
    >>> done.multiplications, done.additions
    (3, 2)
    """

    multiplications = 0
    additions = 0


class _Plain:
    """Python's own operators."""

    add, subtract, multiply, divide = operator.add, operator.sub, operator.mul, operator.truediv
    total = staticmethod(sum)

    @staticmethod
    def square(x):
        return x * x

    @staticmethod
    def power(x, k):
        return x**k

    @staticmethod
    def without_count(name):
        """Pass: what is not repeated as JAX would is no matter while nobody counts."""


class _Counting:
    """The same, one by one, with a tally."""

    def __init__(self, tally):
        self.tally = tally

    def add(self, a, b):
        self.tally.additions += 1
        return a + b

    def subtract(self, a, b):
        self.tally.additions += 1
        return a - b

    def multiply(self, a, b):
        self.tally.multiplications += 1
        return a * b

    def divide(self, a, b):
        self.tally.multiplications += 1
        return a / b

    def total(self, numbers):
        first = next(numbers := iter(numbers), None)
        return 0 if first is None else reduce(self.add, numbers, first)

    def square(self, x):
        return self.multiply(x, x)

    def power(self, x, k):
        product = reduce(self.multiply, repeat(x, abs(k))) if k else x**0
        return self.divide(1.0, product) if k < 0 else product

    @staticmethod
    def without_count(name):
        raise lacking(f"count of {name}")


class Doing:
    """The operators in force, as attributes."""

    def __init__(self):
        self.use(_Plain)

    def use(self, operators):
        names = ("add", "subtract", "multiply", "divide", "total", "square", "power", "without_count")
        self.__dict__.update({name: getattr(operators, name) for name in names})


doing = Doing()


class counting:
    """Count the operations on floating-point arrays that are done within a `with` block: its target is a `Tally`."""

    def __enter__(self):
        tally = Tally()
        doing.use(_Counting(tally))
        return tally

    def __exit__(self, *error):
        doing.use(_Plain)
