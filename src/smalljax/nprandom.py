"""Random numbers as NumPy makes them: `default_rng`, so that a seed gives NumPy's numbers.

Sources: M. O'Neill, *PCG: a family of simple fast space-efficient statistically good algorithms* (2014), as PCG64;
NumPy's SeedSequence; G. Marsaglia and W. Tsang, *The ziggurat method for generating random variables* (2000); D.
Lemire, *Fast random integer generation in an interval* (2019).
"""

from functools import lru_cache
from math import exp, log1p, prod, sqrt
from math import log as logarithm
from operator import index

from smalljax import dtypes
from smalljax.arrays import Array
from smalljax.ndarrays import plain, wrapped
from smalljax.npkinds import ndarray
from smalljax.refusals import lacking, missing_names, public, refusal

_32, _64, _128 = (1 << 32) - 1, (1 << 64) - 1, (1 << 128) - 1


def seeded(seed):
    """Spread a seed over eight 32-bit numbers, as NumPy's SeedSequence does."""
    entropy = []
    while seed or not entropy:
        entropy.append(seed & _32)
        seed >>= 32
    constant = 0x43B0D7E5

    def hashed(value):
        nonlocal constant
        value ^= constant
        constant = constant * 0x931E8875 & _32
        value = value * constant & _32
        return value ^ value >> 16

    def mixed(x, y):
        result = (0xCA01F9DD * x - 0x4973F715 * y) & _32
        return result ^ result >> 16

    pool = [hashed(entropy[i] if i < len(entropy) else 0) for i in range(4)]
    for i in range(4):
        for j in range(4):
            if i != j:
                pool[j] = mixed(pool[j], hashed(pool[i]))
    for value in entropy[4:]:
        for j in range(4):
            pool[j] = mixed(pool[j], hashed(value))
    return _expanded(pool)


def _expanded(pool):
    constant, words = 0x8B51F9DD, []
    for i in range(8):
        value = pool[i % 4] ^ constant
        constant = constant * 0x58F38DED & _32
        value = value * constant & _32
        words.append(value ^ value >> 16)
    return [words[i] | words[i + 1] << 32 for i in range(0, 8, 2)]


class PCG64:
    """A generator of 64 random bits at a time."""

    def __init__(self, seed):
        state_high, state_low, step_high, step_low = seeded(seed)
        self.step = ((step_high << 64 | step_low) << 1 | 1) & _128
        self.state = self.step + (state_high << 64 | state_low) & _128
        self.state = self._next()
        self.half = None

    def _next(self):
        return self.state * 0x2360ED051FC65DA44385DF649FCCF645 + self.step & _128

    def bits(self):
        self.state = state = self._next()
        x, by = (state >> 64 ^ state) & _64, state >> 122
        return (x >> by | x << 64 - by) & _64

    def bits32(self):
        """Give the lower half of 64 bits, and the upper half at the next call."""
        if self.half is not None:
            found, self.half = self.half, None
            return found
        both = self.bits()
        self.half = both >> 32
        return both & _32

    def fraction(self):
        return (self.bits() >> 11) * 2.0**-53


@lru_cache(None)
def _ziggurat():
    """Build the tables of 256 layers of equal area under the normal density."""
    edge, area = 3.6541528853610087963519472518, 0.0049286732339746519
    x = [0.0] * 257
    x[256], x[255] = area / exp(-0.5 * edge * edge), edge
    for i in range(254, 0, -1):
        x[i] = sqrt(-2.0 * logarithm(area / x[i + 1] + exp(-0.5 * x[i + 1] ** 2)))
    scale = 2.0**52
    ks = [int(x[255] / x[256] * scale), 0] + [int(x[i - 1] / x[i] * scale) for i in range(2, 256)]
    ws = [x[256] / scale] + [x[i] / scale for i in range(1, 256)]
    fs = [1.0] + [exp(-0.5 * x[i] ** 2) for i in range(1, 256)]
    return ks, ws, fs


def standard(source):
    """Draw one number from the normal distribution."""
    ks, ws, fs = _ziggurat()
    while True:
        bits = source.bits()
        layer, negative, size = bits & 0xFF, bits >> 8 & 1, bits >> 9 & 0xFFFFFFFFFFFFF
        x = -size * ws[layer] if negative else size * ws[layer]
        if size < ks[layer]:
            return x
        if layer == 0:
            tail = _tail(source)
            return -tail if size >> 8 & 1 else tail
        if (fs[layer - 1] - fs[layer]) * source.fraction() + fs[layer] < exp(-0.5 * x * x):
            return x


def _tail(source):
    edge = 3.6541528853610087963519472518
    while True:
        x = -log1p(-source.fraction()) / edge
        y = -log1p(-source.fraction())
        if y + y > x * x:
            return edge + x


def below(source, most):
    """Draw an integer from 0 to most, by multiplication and rejection."""
    if most == 0:
        return 0
    wide = most > _32
    if most in (_32, _64):
        return source.bits() if wide else source.bits32()
    size, draw, count = (64, source.bits, most + 1) if wide else (32, source.bits32, most + 1)
    mask = (1 << size) - 1
    product = draw() * count
    if product & mask < count:
        threshold = (mask - most) % count
        while product & mask < threshold:
            product = draw() * count
    return product >> size


class Generator:
    """What `default_rng` returns."""

    def __init__(self, source):
        self._source = source

    def _filled(self, size, draw, dtype=dtypes.FLOAT64):
        shape = () if size is None else tuple(map(index, size)) if isinstance(size, (tuple, list)) else (index(size),)
        array = Array([draw() for _ in range(prod(shape))], shape, dtype)
        return wrapped(array) if size is None else ndarray(array)

    def standard_normal(self, size=None):
        return self._filled(size, lambda: standard(self._source))

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self._filled(size, lambda: loc + scale * standard(self._source))

    def random(self, size=None):
        return self._filled(size, self._source.fraction)

    def uniform(self, low=0.0, high=1.0, size=None):
        return self._filled(size, lambda: low + (high - low) * self._source.fraction())

    def integers(self, low, high=None, size=None, endpoint=False):
        low, high = (0, low) if high is None else (low, high)
        low, high = index(plain(low)), index(plain(high)) - (not endpoint)
        if low > high:
            raise ValueError("low >= high")
        return self._filled(size, lambda: low + below(self._source, high - low), dtypes.INT64)

    def __getattr__(self, name):
        raise AttributeError(refusal(f"np.random.Generator.{name}"))


@public("np.random")
def default_rng(seed=None):
    """Make a generator of a seed."""
    if seed is None:
        raise lacking("np.random.default_rng without a seed")
    number = index(seed)
    if number < 0:
        raise ValueError("expected non-negative integer")
    return Generator(PCG64(number))


__getattr__ = missing_names("np.random")
