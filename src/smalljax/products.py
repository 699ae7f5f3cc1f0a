"""Products of matrices and of whatever has more axes: `dot_general`, as JAX calls it.

`dimension_numbers` is `((summed of a, summed of b), (batch of a, batch of b))`: axes that are summed over in pairs, and
axes that both share and keep. The result has the batch axes, then what is left of a, then what is left of b.
"""

from math import prod

from smalljax import kernels
from smalljax.arithmetic import doing
from smalljax.arrays import Shaped
from smalljax.core import Primitive, Var, add_any
from smalljax.moves import transpose


def _rest(x, *used):
    taken = [axis for axes in used for axis in axes]
    return [axis for axis in range(len(x.shape)) if axis not in taken]


def _shape(a, b, dimension_numbers, preferred_element_type=None):
    (a_sum, b_sum), (a_batch, b_batch) = dimension_numbers
    sizes = [a.shape[i] for i in (*a_batch, *_rest(a, a_sum, a_batch))] + [b.shape[i] for i in _rest(b, b_sum, b_batch)]
    return [Shaped(sizes, a.dtype, a.weak_type and b.weak_type)]


def _rows(x, batch, rest, summed):
    """Cut an array into rows along the summed axes, batch by batch."""
    data = kernels.transposed(x.data, x.shape, [*batch, *rest, *summed])
    n, many = prod(x.shape[i] for i in summed), prod(x.shape[i] for i in rest)
    members = prod(x.shape[i] for i in batch)
    return [[data[(k * many + i) * n : (k * many + i + 1) * n] for i in range(many)] for k in range(members)]


def _value(a, b, dimension_numbers, preferred_element_type=None):
    (a_sum, b_sum), (a_batch, b_batch) = dimension_numbers
    left = _rows(a, a_batch, _rest(a, a_sum, a_batch), a_sum)
    right = _rows(b, b_batch, _rest(b, b_sum, b_batch), b_sum)
    if a.dtype.kind == "f":
        total, multiply = doing.total, doing.multiply
    else:
        total, multiply = sum, lambda x, y: x * y
    pairs = zip(left, right, strict=True)
    numbers = [total(map(multiply, row, column)) for rows, columns in pairs for row in rows for column in columns]
    return [list(map(float, numbers)) if a.dtype.kind == "f" else numbers]


def _slope(primals, tangents, **params):
    (a, b), (t_a, t_b) = primals, tangents
    result = dot_general(a, b, **params)
    parts = ([dot_general(t_a, b, **params)] if t_a is not None else []) + (
        [dot_general(a, t_b, **params)] if t_b is not None else []
    )
    tangent = add_any(*parts) if len(parts) == 2 else parts[0] if parts else None
    return [result], [tangent]


def _batch(size, values, mapped, dimension_numbers, preferred_element_type=None):
    (a_sum, b_sum), (a_batch, b_batch) = dimension_numbers
    a_many, b_many = mapped
    a_sum, a_batch = ([i + a_many for i in axes] for axes in (a_sum, a_batch))
    b_sum, b_batch = ([i + b_many for i in axes] for axes in (b_sum, b_batch))
    if a_many and b_many:
        a_batch, b_batch = [0, *a_batch], [0, *b_batch]
    numbers = (a_sum, b_sum), (a_batch, b_batch)
    result = dot_general(*values, dimension_numbers=numbers, preferred_element_type=preferred_element_type)
    if a_many and b_many:
        return [result], [True]
    at = len(a_batch) if a_many else len(a_batch) + len(_rest(values[0], a_sum, a_batch))
    return [front(result, at)], [True]


def front(x, axis):
    """Move an axis to the front."""
    order = (axis, *(i for i in range(x.ndim) if i != axis))
    return transpose(x, permutation=order) if axis else x


def _transpose(cotangents, a, b, dimension_numbers, preferred_element_type=None):
    (a_sum, b_sum), (a_batch, b_batch) = dimension_numbers
    [ct] = cotangents
    if isinstance(a, Var):
        return [_one_side(ct, a.aval, b, a_sum, b_sum, a_batch, b_batch, last=True), None]
    return [None, _one_side(ct, b.aval, a, b_sum, a_sum, b_batch, a_batch, last=False)]


def _one_side(ct, x, y, x_sum, y_sum, x_batch, y_batch, last):
    """Multiply a cotangent by the factor y that is known, and put the axes where x has them."""
    x_rest, y_rest = _rest(x, x_sum, x_batch), _rest(y, y_sum, y_batch)
    first = len(x_batch) + (len(x_rest) if last else 0)
    y_axes = list(range(first, first + len(y_rest)))
    numbers = (y_axes, y_rest), (list(range(len(x_batch))), list(y_batch))
    result = dot_general(ct, y, dimension_numbers=numbers, preferred_element_type=ct.dtype)
    by_y = [axis for _, axis in sorted(zip(y_sum, x_sum, strict=True))]
    made = [*x_batch, *x_rest, *by_y]
    order = tuple(map(made.index, range(len(made))))
    return result if order == tuple(range(len(order))) else transpose(result, permutation=order)


dot_general = Primitive("dot_general", _shape, _value, _slope, _batch, _transpose)
