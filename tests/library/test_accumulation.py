"""Plans for Jacobians, against published numbers, counts by hand, and every plan there is for short chains."""

from functools import cache
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from trees_of_accumulation import all_trees

from ordermatters.accumulation import Plan, Step, plan_accumulation
from ordermatters.accumulation_trees import (
    Adjoints,
    Product,
    Tangents,
    check_tree,
    part_cost,
    parts,
    seeds,
    spelled,
    steps_passed,
)
from ordermatters.chains import best_bracketing

# A published instance: outputs, inputs and edges, first applied first.
PUBLISHED = [(10, 1, 75), (5, 10, 22), (1, 5, 25), (8, 1, 55), (3, 8, 32)]
PUBLISHED += [(4, 3, 16), (9, 4, 47), (1, 9, 10), (2, 1, 3), (7, 2, 11)]


def dense(*dims):
    """Steps in which all outputs hang on all inputs."""
    return [Step(m, n, m * n) for n, m in pairwise(dims)]


def random_steps(random, k, largest):
    dims = [random.randint(1, largest) for _ in range(k + 1)]
    return [Step(m, n, random.randint(0, 2 * m * n)) for n, m in pairwise(dims)]


def costs(plan):
    return plan.cost, plan.tangent_cost, plan.adjoint_cost, plan.preaccumulated_cost


def cost_of_tree(tree, steps):
    """Count a tree anew, by recursion, straight from the definition."""
    rows, columns = steps[tree.last].outputs, steps[tree.first].inputs
    if isinstance(tree, Product):
        inner = steps[tree.left.first].inputs
        assert inner == steps[tree.right.last].outputs
        return cost_of_tree(tree.left, steps) + cost_of_tree(tree.right, steps) + rows * inner * columns
    edges = sum(step.edges for step in steps[tree.first : tree.last + 1])
    vectors = columns if isinstance(tree, Tangents) else rows
    if tree.seed is None:
        return vectors * edges
    behind = sum(step.edges for step in steps[tree.seed.first : tree.seed.last + 1])
    return cost_of_tree(tree.seed, steps) + vectors * (edges - behind)


def test_the_published_instance():
    plan = plan_accumulation(PUBLISHED)
    assert costs(plan) == (296, 296, 2072, 632 + 147)
    assert plan.tree == Tangents(0, 9)
    assert sum(edges * min(m, n) for m, n, edges in PUBLISHED) == 632


def test_the_hourglass():
    plan = plan_accumulation(dense(20, 20, 2, 20, 20))
    assert costs(plan) == (2560, 17_600, 17_600, 16_160 + 2400)
    assert plan.tree == Product(0, 3, left=Tangents(2, 3), right=Adjoints(0, 1))


def test_a_step_by_its_cheaper_mode():
    assert plan_accumulation([(3, 2, 5)]).tree == Tangents(0, 0)
    assert plan_accumulation([(2, 3, 5)]).tree == Adjoints(0, 0)
    assert costs(plan_accumulation([(2, 3, 5)])) == (10, 15, 10, 10)


def test_narrowing_is_for_reverse_mode_and_widening_for_forward_mode():
    down, up = plan_accumulation(dense(50, 10, 3, 1)), plan_accumulation(dense(1, 3, 10, 50))
    assert (down.tree, up.tree) == (Adjoints(0, 2), Tangents(0, 2))
    assert down.cost == down.adjoint_cost == up.cost == up.tangent_cost == 533
    assert down.preaccumulated_cost == 500 * 10 + 30 * 3 + 3 + 10 * 3 + 50 * 10  # ten times as dear


def test_a_jacobian_is_taken_on_where_that_is_cheaper_than_a_product():
    plan = plan_accumulation(dense(9, 1, 9))  # one row: 9, and nine columns on from there: 81
    assert plan.tree == Tangents(0, 1, seed=Adjoints(0, 0))
    assert costs(plan) == (90, 162, 162, 9 + 9 + 81)


def test_what_can_be_one_mode_is_one():
    assert plan_accumulation(dense(9, 9, 9)).tree == Tangents(0, 1)
    assert plan_accumulation(dense(9, 3, 3)).tree == Adjoints(0, 1)
    assert plan_accumulation(dense(3, 3, 9)).tree == Tangents(0, 1)


@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
def test_no_tree_is_cheaper(k):
    random, trees = Random(k), list(all_trees(0, k - 1))
    assert len(set(trees)) == len(trees) > 2 ** (k - 1)
    for largest in [2, 4, 20] if k == 5 else [1, 2, 3, 4, 7, 20, 1000]:
        steps = random_steps(random, k, largest)
        plan = plan_accumulation(steps)
        assert plan.cost == cost_of_tree(plan.tree, steps) == min(cost_of_tree(tree, steps) for tree in trees)
        check_tree(plan.tree, k)


def without(tree, steps):
    """Ask whether a tree wants of a step what the step has not."""
    passing = [part for part in parts(tree) if not isinstance(part, Product)]
    return any(
        steps[i].only == ("adjoints" if isinstance(part, Tangents) else "tangents")
        for part in passing
        for i in steps_passed(part)
    )


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_no_tree_is_cheaper_where_steps_have_one_mode_only(k):
    random, trees = Random(k), list(all_trees(0, k - 1))
    for largest in [1, 3, 20, 1000] * 3:
        steps = random_steps(random, k, largest)
        steps = [step._replace(only=random.choice(["", "tangents", "adjoints"])) for step in steps]
        plan = plan_accumulation(steps)
        assert not without(plan.tree, steps)
        assert plan.cost == min(cost_of_tree(tree, steps) for tree in trees if not without(tree, steps))
        free = plan_accumulation([step[:3] for step in steps])
        assert (plan.tangent_cost, plan.adjoint_cost) == (free.tangent_cost, free.adjoint_cost)


def test_a_step_says_what_it_has_only():
    assert repr(Step(1, 2, 3, "tangents")) == "Step(outputs=1, inputs=2, edges=3, only='tangents')"
    assert plan_accumulation([Step(1, 9, 9, "tangents")]).tree == Tangents(0, 0)


@pytest.mark.parametrize("k", [3, 6, 12])
def test_longer_chains_agree_with_the_definition(k):
    """The published recursion: a split anywhere, then a product, tangents all the way, or adjoints all the way."""
    random = Random(k)
    for _ in range(30):
        steps = random_steps(random, k, 8)

        @cache
        def cost(first, last, steps=steps):
            rows, columns = steps[last].outputs, steps[first].inputs
            if first == last:
                return steps[first].edges * min(rows, columns)
            ways = []
            for middle in range(first, last):
                left, right = cost(middle + 1, last), cost(first, middle)
                ways.append(left + right + rows * steps[middle].outputs * columns)
                ways.append(right + columns * sum(step.edges for step in steps[middle + 1 : last + 1]))
                ways.append(left + rows * sum(step.edges for step in steps[first : middle + 1]))
            return min(ways)

        assert plan_accumulation(steps).cost == cost(0, k - 1)


def test_no_usual_way_is_cheaper_and_each_is_what_it_says():
    random = Random(0)
    for _ in range(100):
        steps = random_steps(random, random.randint(1, 10), 12)
        plan = plan_accumulation(steps)
        assert plan.cost <= min(plan.tangent_cost, plan.adjoint_cost, plan.preaccumulated_cost)
        for part in parts(plan.tree):  # tangents that go on are one part, and so are adjoints
            assert isinstance(part, Product) or type(part.seed) is not type(part)
        assert plan.tangent_cost == cost_of_tree(Tangents(0, len(steps) - 1), steps)
        assert plan.adjoint_cost == cost_of_tree(Adjoints(0, len(steps) - 1), steps)
        dims = [steps[0].inputs, *(step.outputs for step in steps)]
        local = sum(step.edges * min(step.outputs, step.inputs) for step in steps)
        assert plan.preaccumulated_cost == local + best_bracketing(dims)[1].multiplications


def test_two_hundred_steps():
    random = Random(0)
    plan = plan_accumulation(random_steps(random, 200, 50))
    check_tree(plan.tree, 200)
    assert sum(part_cost(part, plan.steps) for part in parts(plan.tree)) == plan.cost
    assert sum(len(steps_passed(part)) for part in parts(plan.tree) if not isinstance(part, Product)) == 200
    assert len(str(plan).splitlines()) == len(parts(plan.tree))


def test_a_deep_tree_needs_no_recursion():
    tree, steps = Tangents(0, 0), [(1, 1, 1)] * 5000
    for last in range(1, 5000):
        tree = Tangents(0, last, seed=tree)
    check_tree(tree, 5000)
    assert sum(part_cost(part, steps) for part in parts(tree)) == 5000
    assert spelled(tree, steps).startswith("steps 0 to 4999: tangents of step 4999, 1 column: 1\n└─ steps 0 to 4998")


def test_numpy_integers_cannot_overflow():
    plan = plan_accumulation([tuple(np.array([10**6, 10**6, 10**12])) for _ in range(3)])
    assert plan.cost == 3 * 10**18
    assert plan.preaccumulated_cost == 5 * 10**18
    assert [type(number) for number in plan.steps[0][:3]] == [int] * 3


def test_seeds_come_before_what_is_made_from_them():
    tree = Adjoints(0, 5, seed=Product(1, 5, left=Tangents(4, 5), right=Tangents(1, 3, seed=Adjoints(1, 2))))
    made = []
    for part in parts(tree):
        assert all(seed in made for seed in seeds(part))
        made.append(part)
    assert made[-1] is tree
    assert [(part.first, part.last) for part in made] == [(4, 5), (1, 2), (1, 3), (1, 5), (0, 5)]
    check_tree(tree, 6)


def test_a_plan_is_read_from_the_result_to_the_seeds():
    tree = Adjoints(0, 3, seed=Product(1, 3, left=Tangents(3, 3), right=Tangents(1, 2, seed=Adjoints(1, 1))))
    assert spelled(tree, dense(1, 2, 3, 4, 5)).splitlines() == [
        "steps 0 to 3: adjoints of step 0, 5 rows: 10",
        "└─ steps 1 to 3: product, 5×4 by 4×2: 40",
        "   ├─ step 3: tangents, 4 columns: 80",
        "   └─ steps 1 to 2: tangents of step 2, 2 columns: 24",
        "      └─ step 1: adjoints, 3 rows: 18",
    ]
    plan = plan_accumulation(dense(3, 1))
    assert str(plan) == "step 0: adjoints, 1 row: 3"
    assert repr(plan).startswith("Plan(steps=(Step(outputs=1, inputs=3, edges=3),), cost=3")
    assert isinstance(plan, Plan)


@pytest.mark.parametrize(
    ("steps", "error", "words"),
    [
        ([], ValueError, "^steps must hold at least one step"),
        (7, TypeError, "^steps must be a list of steps, not 7"),
        ([(1, 2)], TypeError, r"^steps\[0\] must be a triple \(outputs, inputs, edges\), not \(1, 2\)"),
        ([(1, 2, 2), "abc"], TypeError, r"^steps\[1\] must be a triple"),
        ([(1, 2, 2), (1, 1, 1.0)], TypeError, r"^steps\[1\].edges must be an integer, not 1.0"),
        ([(1, 2, -1)], ValueError, r"^steps\[0\].edges must be at least 0, not -1"),
        ([(1, 2, 1, "both")], ValueError, r"^steps\[0\].only must be 'tangents' or 'adjoints', not 'both' \(str\)"),
        ([(0, 2, 1)], ValueError, r"^steps\[0\].outputs must be at least 1, not 0"),
        ([(2, True, 1)], TypeError, r"^steps\[0\].inputs must be an integer, not True"),
        ([(3, 2, 6), (1, 4, 4)], ValueError, r"^steps\[1\] takes 4 inputs, but steps\[0\] makes 3 outputs"),
    ],
)
def test_steps_that_cannot_be_are_named(steps, error, words):
    with pytest.raises(error, match=words):
        plan_accumulation(steps)


@pytest.mark.parametrize(
    ("tree", "error", "words"),
    [
        (None, TypeError, "made of Tangents, Adjoints and Product, not of None"),
        (Tangents(0, 2, seed=7), TypeError, "not of 7"),
        (Tangents(0, 2.0), TypeError, "each step in Tangents must be an integer, not 2.0"),
        (Tangents(0, 1), ValueError, "the plan is for steps 0 to 1, but the chain has steps 0 to 2"),
        (Adjoints(2, 1), ValueError, "Adjoints from step 2 to 1 has no steps"),
        (Tangents(0, 2, seed=Tangents(1, 1)), ValueError, "Tangents from step 0 to 2 cannot be made from steps 1 to 1"),
        (Tangents(0, 2, seed=Tangents(0, 2)), ValueError, "cannot be made from steps 0 to 2"),
        (Adjoints(0, 2, seed=Tangents(1, 1)), ValueError, "Adjoints from step 0 to 2 cannot be made from steps 1 to 1"),
        (Product(0, 2, Tangents(2, 2), Tangents(0, 0)), ValueError, "cannot be made from steps 2 to 2 and 0 to 0"),
        (Product(0, 2, Tangents(0, 0), Tangents(1, 2)), ValueError, "cannot be made from steps 0 to 0 and 1 to 2"),
    ],
)
def test_trees_that_cannot_be_are_refused(tree, error, words):
    with pytest.raises(error, match=words):
        check_tree(tree, 3)
