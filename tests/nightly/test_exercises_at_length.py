"""The checks of the exercises on inputs of many attempts, where the library's tests draw those of the first."""

import pytest
from exercise_answers import RIGHT, WRONG
from exercise_checks import (
    expect_mistakes_told_apart,
    expect_right,
    expect_the_same_again,
    expect_the_same_apart,
    expect_wrong,
)

from ordermatters import exercises
from ordermatters.exercises import confinement, load, names
from ordermatters.exercises.hand_in import HandedIn, HandIn
from ordermatters.exercises.marking import marks


@pytest.mark.parametrize("name", names())
def test_the_solution_passes_every_time(name):
    for attempt in range(8):
        expect_right(name, load(name).solution, attempt)


@pytest.mark.parametrize(("name", "source"), [(name, source) for name in names() for source in RIGHT[name]])
def test_any_right_program_passes_again(name, source):
    expect_right(name, source, attempt=1)


@pytest.mark.parametrize(("name", "source", "words"), [(name, *case) for name in names() for case in WRONG[name]])
def test_a_wrong_program_earns_its_sentence_again(name, source, words):
    expect_wrong(name, source, words, attempt=1)


@pytest.mark.parametrize("name", names())
def test_other_inputs_tell_all_known_mistakes_apart(name):
    expect_mistakes_told_apart(name, attempt=1)


@pytest.mark.parametrize("name", names())
def test_an_unchanged_program_gets_the_same_verdict_again(name):
    for source, _ in WRONG[name][:2]:
        expect_the_same_again(name, source)


@pytest.mark.parametrize("name", names())
def test_a_process_of_its_own_comes_to_the_same_verdict(name):
    for source in (RIGHT[name][0], WRONG[name][0][0], load(name).starter):
        expect_the_same_apart(name, source)


def test_checking_leaves_the_rules_of_differentiation_as_they_were():
    from ordermatters.elementary import cos, multiply

    before = cos.partials, multiply.partials
    for source, _ in WRONG["gradient-of-your-own"]:
        exercises.check("gradient-of-your-own", source)
    assert (cos.partials, multiply.partials) == before


def test_every_solution_is_right_where_it_is_confined():
    """Where a system offers no confinement, it must say why; there is nothing else to hold then."""
    offered, why_not = confinement.confinement()
    if offered is None:
        assert why_not
        return
    handed_in = HandIn("Ada", {name: HandedIn(load(name).solution) for name in names()})
    verdicts = {mark.exercise: mark.verdict for mark in marks([("ada", handed_in)], "seed", 90.0, offered.wrap)}
    assert verdicts == dict.fromkeys(names(), "right")
