"""Compare `jacobian_of_chain` with both of JAX's modes, by counted operations and by the clock.

    python tests/benchmarks/jacobians.py

Prints a Markdown table. All sides are compiled. First they run in turn for a few rounds; then the quicker of the two
modes and the chain alone take turns for about `SECONDS`, since whoever runs after the slow mode finds its caches empty.
Of each the fastest run counts: a busy machine only ever adds time. "Times fewer" and "times faster" are against the
better of the two modes by that measure. Where one mode is best, all that can differ is noise: the compiled programs are
equal, instruction by instruction (tests/library/test_jacobian_of_chain.py).
"""

import jax
import jax.numpy as jnp

from ordermatters.jacobians import jacobian_of_chain
from ordermatters.networks import Function, composition, hourglass, narrowing_steps, widening_steps
from ordermatters.operations import operation_count
from ordermatters.stopwatch import compare, duration

# Sizes, and what the chain's own order is held to: so many times fewer operations, and so many times faster.
HOURGLASSES = {
    (2000, 2000, 10, 2000, 2000): ("100", "10"),
    (500, 1000, 5, 800, 20, 600): ("40", ""),
    (10, 2000, 10): ("1/1.1", ""),
    (10, 2000, 2000, 10): ("1/1.1", ""),
}
MODES = ("jacfwd", "jacrev")
SECONDS, FEWEST, MOST = 10, 5, 2000  # how long the rounds of the two take, and how many there are


def row(name: str, functions: tuple[Function, ...], inputs: int, bars: tuple[str, str]) -> str:
    """Measure one chain of functions at a standard normal point."""
    f, x = composition(functions), jax.random.normal(jax.random.PRNGKey(0), (inputs,))
    sides = {"jacfwd": jax.jacfwd(f), "jacrev": jax.jacrev(f), "chain": lambda x: jacobian_of_chain(functions, x)}
    counts = {side: operation_count(jacobian, x).total for side, jacobian in sides.items()}
    compiled = {side: jax.jit(jacobian) for side, jacobian in sides.items()}
    by_chain, by_mode = (compiled[side](x) for side in ("chain", min(MODES, key=counts.__getitem__)))
    assert jnp.allclose(by_chain, by_mode, rtol=1e-3, atol=1e-4 * jnp.abs(by_mode).max()), name
    fastest = {side: min(timing.runs) for side, timing in compare(compiled, x, repeats=FEWEST).items()}
    better = min(MODES, key=fastest.__getitem__)
    pair = {side: compiled[side] for side in (better, "chain")}
    rounds = min(max(FEWEST, round(SECONDS / (fastest[better] + fastest["chain"]))), MOST)
    fastest |= {side: min(timing.runs) for side, timing in compare(pair, x, repeats=rounds).items()}
    fewer = min(counts[mode] for mode in MODES) / counts["chain"]
    faster = fastest[better] / fastest["chain"]
    cells = [f"{counts[side]:.3g}" for side in sides] + [f"{fewer:.2f}", bars[0]]
    cells += [duration(fastest[side]) for side in sides] + [f"{faster:.2f}", bars[1]]
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    print("| chain | operations: `jacfwd` | `jacrev` | chain | times fewer | bar", end="")
    print(" | time: `jacfwd` | `jacrev` | chain | times faster | bar |")
    print("| --- |" + " ---: |" * 10)
    for widths, bars in HOURGLASSES.items():
        print(row("-".join(map(str, widths)), hourglass(widths), widths[0], bars), flush=True)
    print(row("F", narrowing_steps(), 5000, ("1/1.1", "")), flush=True)
    print(row("G", widening_steps(), 1, ("1/1.1", "")))
