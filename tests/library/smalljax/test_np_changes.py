"""NumPy's arrays changed in place: the same programs on NumPy and on what stands for it, and every array held up."""

import random
from typing import Any

import numpy
import pytest

import smalljax
from smalljax import np as small

PROGRAMS = """
J = np.zeros((2, 3)); J[0, 0], J[0, 1] = 6, 4; J[1, 2] = 4
J = np.zeros((2, 3)); J[:, 1] = [1, 2]; J[0] = 7
R = np.zeros((2, 2)); R[0][1] += 5; R[1][0] = 2
R = np.zeros((2, 3)); R[:, 1] += 1; R[1, :] -= 2; R[0, 1] *= 3
A = np.ones((3, 2)); row = A[1]; row[0] = 9; A[1, 1] = 4
A = np.ones((3, 2)); row = A[1]; row += 1; part = row[1:]; part *= 5; A[1] = 0
A = np.ones((2, 3)); B = A.T; B[2, 0] = 7; A[1, 2] = 8
A = np.arange(6); B = A.reshape(2, 3); B[1, 1] = 50; A[0] = -1; C = B[:, 0]; C[:] = 3
A = np.arange(6).reshape(2, 3); A[0, 0] = 5; B = A.ravel(); B[1] = 8
A = np.eye(3); B = A.copy(); B[0] = 2; C = np.array(A); C[1] = 3
A = np.eye(3); B = np.asarray(A); B[0] = 2
A = np.eye(3); D = A + 0; D[0, 0] = 9; E = A[[0, 1]]; E[0] = 4; F = A[A > 0]; F[0] = 3
A = np.arange(5.0); A[A > 2] = 0; A[[0, 1]] = [7, 8]; A[-1] = 1
A = np.arange(4); A[1] = 2.9; A //= 2; A **= 2
A = np.arange(4.0); A /= 2; A %= 1; A -= [0, 1, 2, 3]
x = np.array([2.0, 3.0, 2.0]); y = x; y[0] += 0.5; z = x.copy(); z[1] -= 1
x = np.zeros(3); [x.__setitem__(i, i * i) for i in range(3)]
rows = np.zeros((3, 2)); [row.__iadd__(i) for i, row in enumerate(rows)]
A = np.zeros((2, 2, 2)); A[0, 1, 1] = A[1, 0, 1] = 1; B = A[0]; C = B[1]; C[0] = 5
A = np.zeros((3, 3)); A[0:2] = A[1:3] + 1; A[0:2] = A[1:3]; A[:, ::2] = 4
A = np.zeros((2, 2), dtype=bool); A[0, [1]] = True; A |= True
A = np.arange(3); B = A[::-1]; B[0] = 10; A[0] = 20
A = np.full(3, 2); A[:] = np.array([1, 2, 3]); B = A[None]; B[0, 0] = 9
A = np.zeros(3); A[np.int64(1)] = np.float64(2.5); A[1] += np.float64(1)
A = np.ones((2, 2)); B = np.transpose(A); C = np.flip(A); D = np.squeeze(A[None]); A[0, 1] = 3
A = np.ones(3, dtype=np.float32); A += np.ones(3) / 3
M = np.zeros((2, 2)); N = [M] * 2; N[0][0, 0] = 1
A = np.array([[3, 1], [2, 0]]); B = A[0]; B.sort(); A.sort(0); C = np.zeros(2); C.fill(4)
""".strip().splitlines()

REFUSED_OR_RIGHT = """
A = np.arange(6).reshape(2, 3); B = A.T; C = B.reshape(-1); C[0] = 9
A = np.arange(6).reshape(2, 3); C = A.T.ravel(); C[0] = 9; A[0, 0] = 4
A = np.ones((2, 3)).T + 1; C = A.reshape(-1); C[0] = 9
A = np.array(np.ones((2, 3)).T); C = A.reshape(-1); C[0] = 9
A = np.ones((2, 3)); B = np.transpose(A); B[0, 0] = 2
A = np.ones((2, 3)); B = np.flip(A); B[0, 0] = 2
A = np.ones(4); B = A[::2]; C = B.reshape(2, 1); C[0] = 5
A = np.ones((2, 3)); B = np.broadcast_to(A, (2, 2, 3)); A[0, 0] = 5
""".strip().splitlines()

WRONG = """
A = np.arange(3); A += 0.5
A = np.zeros(3); A[3] = 1
A = np.zeros(3); A[0] = [1, 2]
A = np.zeros(3); A += np.zeros((2, 3))
A = np.zeros(3, dtype=np.uint8); A[0] = 300
A = np.zeros(3); A[0, 0] = 1
A = np.zeros(3, dtype=bool); A += 1
A = np.float64(1); A[0] = 2
A = np.asarray(jnp.ones(3)); A[0] = 2
""".strip().splitlines()


def arrays(program: str, np: Any, jnp: Any) -> dict[str, Any]:
    """Run a program; give the arrays that it leaves, as lists with their kinds."""
    left: dict[str, Any] = {"np": np, "jnp": jnp}
    exec(program, left)
    found = {name: value for name, value in left.items() if hasattr(value, "tolist")}
    return {name: (value.tolist(), str(value.dtype)) for name, value in found.items()}


def real(program: str) -> dict[str, Any]:
    import jax.numpy

    return arrays(program, numpy, jax.numpy)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_array_is_what_numpy_has(program: str) -> None:
    assert arrays(program, small, smalljax.numpy) == real(program)


@pytest.mark.parametrize("program", REFUSED_OR_RIGHT)
def test_what_may_be_a_copy_is_refused_by_name_or_right(program: str) -> None:
    try:
        found = arrays(program, small, smalljax.numpy)
    except NotImplementedError as refused:
        assert "small JAX has no `np: changing an array in place beside a rearranged one`" in str(refused)
    else:
        assert found == real(program)


@pytest.mark.parametrize("program", WRONG)
def test_what_numpy_refuses_is_no_change_here_either(program: str) -> None:
    with pytest.raises((TypeError, ValueError, IndexError, OverflowError, NotImplementedError)):
        arrays(program, small, smalljax.numpy)
    with pytest.raises((TypeError, ValueError, IndexError, OverflowError)):
        real(program)


BEGINNING = "A = np.arange(6.0).reshape(2, 3); B = np.zeros((2, 2)); C = np.arange(4); D = np.eye(3); E = np.ones(3)"
PLACES = ["0", "1", "-1", ":", "0:1", ":2", "::-1", "1:", "[0, 1]", "[1, 0, 1]", "None", "..."]
MADE = ["T", "reshape(-1)", "reshape(2, -1)", "reshape((-1, 1))", "ravel()", "copy()", "flatten()", "astype(float)"]


def drawn(rng: random.Random) -> str:
    """Draw a line that makes an array of another one, sets entries of one, or changes it as a whole."""
    name, other = rng.choice("ABCDE"), rng.choice("ABCDE")
    keys = ", ".join(rng.choices(PLACES, k=rng.randint(1, 2)))
    value = rng.choice(["2", "-1.5", "[1, 2]", other, f"{other}[0]"])
    return rng.choice(
        [
            *(f"{name} = {other}[{keys}]", f"{name} = {other}.{rng.choice(MADE)}", f"{name} = {other}.swapaxes(0, -1)"),
            *(f"{name}[{keys}] = {value}", f"{name}[{keys}] {rng.choice('+-*')}= {value}"),
            *(f"{name} {rng.choice('+-*')}= {value}", f"{name} = {other} + {rng.choice('ABCDE')}"),
            rng.choice([f"{name} = {other}", f"{name} = np.array({other})", f"{name} = np.asarray({other})"]),
        ]
    )


@pytest.mark.parametrize("seed", range(40))
def test_twelve_lines_at_random(seed: int) -> None:
    rng, lines = random.Random(seed), [BEGINNING]
    for _ in range(12):
        lines.append(drawn(rng))
        program = "\n".join(lines)
        try:
            expected = arrays(program, numpy, None)
        except (TypeError, ValueError, IndexError):
            lines.pop()  # one that NumPy refuses
            continue
        try:
            found = arrays(program, small, None)
        except NotImplementedError:
            break  # refused by name
        assert found == expected, program
