"""Writing arrays as NumPy does: the fewest digits that tell numbers apart, in columns."""

from array import array
from math import inf, isfinite, prod

from smalljax.kernels import picked, strides

LINE = 75
MOST = 1000  # entries; of larger arrays the first and last three along each axis are shown
EDGE = 3


def digits(x, itemsize):
    """Write a finite number in as few digits as tell it from its neighbours: `repr` for 64 bits, fewer for 32."""
    if itemsize == 8:
        return repr(x)
    for n in range(1, 10):
        text = f"{x:.{n - 1}e}"
        if array("f", [float(text)])[0] == x:
            return repr(float(text)) if 1e-4 <= abs(x) < 1e16 or x == 0 else text
    return repr(x)


def scalar(x, itemsize):
    """Write one number as `print` does: `3.0`, `1e-05`.

    >>> scalar(1e-5, 8)
    '1e-05'
    """
    if not isinstance(x, float) or not isfinite(x):
        return repr(x)
    if x == 0 or 1e-4 <= abs(x) < (1e16 if itemsize == 8 else 1e6):
        return digits(x, itemsize)
    mantissa, exponent = _scientific(x, itemsize, 17)
    return f"{mantissa.rstrip('.')}e{exponent:+03d}"


def _fixed(x, itemsize):
    """Write a number with at most eight digits after the point: `0.5`, `3.`."""
    shortest = digits(x, itemsize)
    text = f"{x:.8f}" if len(shortest.partition(".")[2]) > 8 else shortest
    return text.rstrip("0")


def _scientific(x, itemsize, most=8):
    shortest = float(digits(x, itemsize))
    for n in range(most + 1):
        text = f"{shortest:.{n}e}"
        if float(text) == shortest:
            break
    else:
        text = f"{x:.{most}e}"
    mantissa, exponent = text.split("e")
    return (mantissa.rstrip("0") if "." in mantissa else mantissa + "."), int(exponent)


def _floats(numbers, itemsize):
    """Make a function that writes numbers in the format of all of them."""
    finite = [x for x in numbers if isfinite(x)]
    sizes = [abs(x) for x in finite if x != 0]
    largest, least = max(sizes, default=0), min(sizes, default=0)
    odd = max((len(_odd(x)) for x in numbers if not isfinite(x)), default=0)
    if sizes and (largest >= (1e6 if itemsize == 4 else 1e8) or least < 1e-4 or largest / least > 1000.0):
        parts = [_scientific(x, itemsize) for x in finite]
        width = max(len(mantissa.partition(".")[2]) for mantissa, _ in parts)
        tens = max(2, *(len(str(abs(exponent))) for _, exponent in parts))

        def write(x):
            mantissa, _, exponent = f"{x:.{width}e}".partition("e")
            return f"{mantissa if width else mantissa + '.'}e{exponent[0]}{abs(int(exponent)):0{tens}d}"

        texts = [write(x) for x in finite]
    else:
        parts = [_fixed(x, itemsize).partition(".") for x in finite]
        left = max((len(whole) for whole, _, _ in parts), default=1)
        right = max((len(fraction) for _, _, fraction in parts), default=0)
        left = max(left, odd - right - 1)

        def write(x):
            whole, _, fraction = _fixed(x, itemsize).partition(".")
            return f"{whole:>{left}}.{fraction:<{right}}"

        texts = [write(x) for x in finite]
    wide = max([odd, *map(len, texts)], default=0)
    return lambda x: f"{write(x) if isfinite(x) else _odd(x):>{wide}}"


def _odd(x):
    return "nan" if x != x else "inf" if x == inf else "-inf"


def _shown(shape, data):
    """Give the entries that are shown, and say along which axes the middle is left out."""
    if prod(shape) <= MOST:
        return data, [None] * len(shape)
    cut = [n > 2 * EDGE for n in shape]
    axes = [[*range(EDGE), *range(n - EDGE, n)] if c else list(range(n)) for n, c in zip(shape, cut, strict=True)]
    places = [0]
    for axis, step in zip(axes, strides(shape), strict=True):
        places = [p + k * step for p in places for k in axis]
    return picked(data, places), cut


def text(data, shape, kind, itemsize, separator=" ", prefix="", suffix=""):
    """Write an array in rows and columns.

    Args:
        data: its numbers, flat.
        shape: its shape.
        kind: f for floating-point, i, u or b.
        itemsize: bytes of a number.
        separator: between two numbers, such as `", "`.
        prefix: what will stand before it: later lines are moved to the right by as much.
        suffix: what will stand behind it.
    """
    numbers, cut = _shown(shape, data)
    if kind == "f":
        write = _floats(numbers, itemsize)
    else:
        width = 5 if kind == "b" and shape else max((len(str(x)) for x in numbers), default=0)

        def write(x):
            return f"{x!s:>{width}}"

    if not shape:
        return write(numbers[0])
    if 0 in shape:
        return "[]"
    kept = [2 * EDGE if c else n for n, c in zip(shape, cut, strict=True)]
    return _rows(iter(map(write, numbers)), kept, cut, " " * len(prefix), separator, LINE - len(suffix))


def _rows(texts, shape, cut, indent, separator, line):
    indent += " "
    if len(shape) == 1:
        return _row([next(texts) for _ in range(shape[0])], cut[0], indent, separator, line)
    blocks = [_rows(texts, shape[1:], cut[1:], indent, separator, line - 1) for _ in range(shape[0])]
    if cut[0]:
        blocks.insert(EDGE, "...")
    between = separator.rstrip() + "\n" * (len(shape) - 1) + indent
    return f"[{between.join(blocks)}]"


def _row(words, cut, indent, separator, line):
    """Write one row, broken where it is too long."""
    if cut:
        words.insert(EDGE, "...")
    lines, current = [], indent
    for i, word in enumerate(words):
        last = i == len(words) - 1
        if len(current) + len(word) > line - 1 and len(current) > len(indent):
            lines.append(current.rstrip())
            current = indent
        current += word + ("" if last else separator)
    lines.append(current)
    return "[" + "\n".join(lines)[len(indent) :] + "]"
