"""`einsum`: products of arrays whose axes are named by letters, two at a time, in the order that costs least.

The order, and how a pair is multiplied, are JAX's, which asks opt_einsum.
"""

from itertools import combinations, pairwise
from math import inf, prod
from string import ascii_letters

from smalljax.functions.entry import not_text
from smalljax.functions.linear_algebra import contracted
from smalljax.moves import reduce_sum, transpose
from smalljax.refusals import lacking, public
from smalljax.values import asarray, promoted


@public("jnp")
def einsum(subscripts, /, *operands):
    """Multiply arrays, `"ij,jk->ik"`, and sum over the axes whose letters do not stand behind the arrow."""
    if not isinstance(subscripts, str) or "." in subscripts:
        raise lacking("jnp.einsum with anything but letters for axes")
    not_text("einsum", *operands)
    names, result = _names(subscripts.replace(" ", ""), len(operands))
    arrays = promoted(*operands)
    sizes = _sizes(names, arrays)
    _refuse_rare(names, arrays)
    if len(arrays) == 1:
        return _arranged(*_summed(arrays[0], names[0], result), result)
    for i, j in _cheapest_order(names, result, sizes):
        y, x, b, a = arrays.pop(j), arrays.pop(i), names.pop(j), names.pop(i)
        kept = {*result}.union(*names)
        made = "".join(name for name in dict.fromkeys(b + a) if name in kept) if names else result
        arrays.append(_product(y, b, x, a, made))
        names.append(made)
    return arrays[0]


@public("jnp.linalg")
def multi_dot(arrays):
    """Multiply a chain of matrices in the order that costs least; the first and the last may be vectors.

    Raises:
        ValueError: if there is only one, or their shapes do not follow on each other.
    """
    chain = [asarray(x) for x in arrays]
    if len(chain) < 2:
        raise ValueError(f"multi_dot requires at least two arrays; got len(arrays)={len(chain)}")
    places = [ascii_letters[i : i + 2] for i in range(len(chain))]
    places[0], places[-1] = places[0][-chain[0].ndim :], places[-1][: chain[-1].ndim]
    if any(x.ndim != len(place) or not x.ndim for x, place in zip(chain, places, strict=True)):
        raise ValueError("multi_dot: all arrays but the first and the last must have two axes, these one or two")
    if any(x.shape[-1] != y.shape[0] for x, y in pairwise(chain)):
        raise ValueError(f"multi_dot: the shapes do not follow on each other: {[x.shape for x in chain]}")
    return einsum(",".join(places), *chain)


def _names(text, count):
    """Read the letters of each array's axes, and of the result's.

    Raises:
        ValueError: if there are more or fewer arrays, or the result's axes cannot be.
    """
    before, arrow, result = text.partition("->")
    if "-" in before + result or ">" in before + result:
        raise ValueError("Subscripts can only contain one '->'.")
    names, letters = before.split(","), before.replace(",", "")
    if not arrow:
        result = "".join(name for name in sorted({*letters}) if letters.count(name) == 1)
    for name in result:
        if name not in letters or result.count(name) > 1:
            what = "appeared more than once in the output." if name in letters else "did not appear in the input"
            raise ValueError(f"Output character '{name}' {what}")
    if len(names) != count:
        raise ValueError(
            f"Number of einsum subscripts, {len(names)}, must be equal to the number of operands, {count}."
        )
    return names, result


def _sizes(names, arrays):
    sizes = {}
    for place, (term, x) in enumerate(zip(names, arrays, strict=True)):
        if len(term) != x.ndim:
            raise ValueError(
                f"Einstein sum subscript '{term}' does not contain the correct number of indices for operand {place}."
            )
        for name, size in zip(term, x.shape, strict=True):
            known = sizes.setdefault(name, size)
            if known != size and 1 in (known, size):
                raise lacking("jnp.einsum that repeats along an axis of length 1")
            if known != size:
                raise ValueError(
                    f"Size of label '{name}' for operand {place} ({known}) does not match previous terms ({size})."
                )
    return sizes


def _refuse_rare(names, arrays):
    if len(names) > 4:
        raise lacking("jnp.einsum of more than four arrays")
    if any(len({*term}) < len(term) for term in names):
        raise lacking("jnp.einsum of an array that has a letter twice")
    if any(x.dtype.kind == "b" for x in arrays):
        raise lacking("jnp.einsum of bools")


def _cheapest_order(names, result, sizes):
    """List the places of the pairs to multiply, one after the other, as opt_einsum does.

    What a pair leaves and costs is remembered with what was still to come then, which is part of its search.
    """
    least, known = [inf, []], {}

    def search(terms, cost, order):
        if len(terms) == 1:
            least[:] = cost, order
        for i, j in combinations(range(len(terms)), 2):
            a, b = terms[i], terms[j]
            others = [term for place, term in enumerate(terms) if place not in (i, j)]
            if (a, b) not in known:
                kept = {*result}.union(*others)
                known[a, b] = (a | b) & kept, prod(sizes[name] for name in a | b) * (2 if (a & b) - kept else 1)
            made, more = known[a, b]
            if cost + more < least[0]:
                search([*others, made], cost + more, [*order, (i, j)])

    search([*map(frozenset, names)], 0, [])
    return least[1]


def _product(x, a, y, b, made):
    """Multiply x, with axes a, by y, with axes b: all that `made` does not name is summed over."""
    (x, a), (y, b) = _summed(x, a, made + b), _summed(y, b, made + a)
    shared = [name for name in made if name in a and name in b]
    summed = sorted({*a} & {*b} - {*made})
    rest_a, rest_b = ([name for name in term if name not in shared + summed] for term in (a, b))
    if "".join(shared + rest_b + rest_a) == made:
        x, a, rest_a, y, b, rest_b = y, b, rest_b, x, a, rest_a
    axes = ([term.index(name) for name in group] for group in (summed, shared) for term in (a, b))
    return _arranged(contracted(x, y, *axes), "".join(shared + rest_a + rest_b), made)


def _summed(x, names, kept):
    """Sum over the axes that are not to be kept; give the result and the names of its axes."""
    axes = tuple(names.index(name) for name in sorted({*names} - {*kept}))
    return (reduce_sum(x, axes=axes) if axes else x), "".join(name for name in names if name in kept)


def _arranged(x, names, wanted):
    return x if names == wanted else transpose(x, permutation=tuple(map(names.index, wanted)))
