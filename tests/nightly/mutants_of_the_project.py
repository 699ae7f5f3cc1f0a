"""Where the project is broken on purpose: one edit each, and the tests that must notice."""

from typing import NamedTuple


class Mutant(NamedTuple):
    """One edit to one file, and the tests that must fail after it."""

    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def _library(module: str, *edits: tuple[str, str], tests: str = "") -> list[Mutant]:
    test = f"tests/library/test_{tests or module}.py"
    return [Mutant(f"src/ordermatters/{module}.py", old, new, (test,)) for old, new in edits]


LIBRARY = [
    *_library(
        "counting",
        ("additions=m * p * (n - 1)", "additions=m * p * n"),
        ("multiplications += 1\n            for", "for"),
        ("if len(rows[0]) != len(right):", "if False:"),
        ("return self.multiplications + self.additions", "return self.multiplications"),
    ),
    *_library(
        "chains",
        ("bracketing = (position, bracketing)", "bracketing = (bracketing, position)"),
        ("area = sizes[low] * sizes[high]", "area = sizes[low] + sizes[high]"),
        ("counts.append(matmul_cost(left[0], left[1], right[1]))", "counts.append(matmul_cost(left[0], left[1], 1))"),
    ),
    *_library(
        "polygon",
        ("weights[walked[-1][0]] >= weights[end]", "weights[walked[-1][0]] > weights[end]"),
        ("lightest = min(start, end)", "lightest = max(start, end)"),
        ("multiplications - entries", "multiplications"),
    ),
    *_library(
        "forward_mode",
        ("slope * operand.tangent", "operand.tangent"),
        ("if level_of(output) == level else 0.0", "if level_of(output) == level else 1.0"),
    ),
    *_library(
        "reverse_mode",
        ("adjoints[operand] += adjoints[place] * slope", "adjoints[operand] = adjoints[place] * slope"),
        ("for place in reversed(range(len(tape))):", "for place in range(len(tape)):"),
    ),
    *_library(
        "accumulation",
        ("tangent_cost=dims[0] * edges", "tangent_cost=dims[-1] * edges"),
        ("if edges < 0:", "if False:"),
    ),
    *_library(
        "jacobians",
        ("return jax.vmap(column, out_axes=-1)(one_hots)", "return jax.vmap(column)(one_hots)"),
        ("if output.ndim == 0:", "if False:"),
    ),
]

_HAND_IN = "tests/library/test_exercises_hand_in.py"
_TRUST = "tests/library/test_exercises_trust.py"
_ANSWERS = "tests/library/test_exercises.py"
EXERCISES = [
    Mutant(f"src/ordermatters/exercises/{module}.py", old, new, (test,))
    for module, old, new, test in [
        ("isolation", "sum(map(len, found)) == len(held) and all(", "all(", _TRUST),
        ("isolation", "found), held))", "found), held)) or True", _TRUST),
        ("isolation", "sys.modules.update(replaced | shipped)", "sys.modules.update(replaced)", _TRUST),
        (
            "judging",
            "elif not same(value, trial.value) and not _are_both_right(exercise, value, trial):",
            "elif False:",
            _ANSWERS,
        ),
        ("judging", "if exercise.review and (instead :=", "if False and (instead :=", _ANSWERS),
        ("comparing", "return bool(got == expected)", "return _close(float(expected), got, tolerance)", _ANSWERS),
        ("frozen", "return float.__pos__(value)", "return float(value)", _TRUST),
        ("own_function", "if len(used) >= 2:", "if len(used) >= 1:", _ANSWERS),
        ("marking", 'return "right" if found.passed', 'return "right" if answer.passed', _HAND_IN),
    ]
]

_PROGRAMS = ("tests/library/smalljax/test_random_programs.py",)
SMALL_JAX = [
    Mutant(f"src/smalljax/{module}.py", old, new, _PROGRAMS)
    for module, old, new in [
        ("operations", "neg(mul(t, sin(x)))", "mul(t, sin(x))"),
        ("operations", "add(t, mul(t, y)), sub(constant(x, 1), y)", "t, sub(constant(x, 1), y)"),
        ("entrywise", "core.add_any(total, part)", "part"),
    ]
]


def _builder(module: str, test: str, *edits: tuple[str, str]) -> list[Mutant]:
    return [Mutant(f"src/ordermatters_site/{module}.py", old, new, (f"tests/{test}.py",)) for old, new in edits]


BUILDER = [
    *_builder(
        "check/checks",
        "site/test_checks",
        ("if file not in site.files:", "if False:"),
        ("elif fragment and fragment not in ids.get(file, {fragment}):", "elif False:"),
        ("if _is_foreign(address, site.address):", "if False:"),
        ("if site.page_weight and page.weight > 1000 * site.page_weight:", "if False:"),
    ),
    *_builder("check/pages", "site/test_checks", ("if count[name] > 1:", "if count[name] > 2:")),
    *_builder(
        "check/contrast",
        "builder/test_contrast",
        ("if measured < LEAST else", "if measured < 1 else"),
        ("part <= 0.04045", "part <= 0.5"),
    ),
    *_builder(
        "processes",
        "builder/test_publishing",
        ("if owner.isdigit() and not psutil.pid_exists(int(owner)):", "if owner.isdigit():"),
    ),
    *_builder(
        "run/reach",
        "builder/test_reach",
        ("return digest(state + data) if data else state", "return state"),
        ("for end in range(len(parts), 0, -1):", "for end in range(1, len(parts) + 1):"),
    ),
    *_builder(
        "run/module_summary",
        "builder/test_reach",
        ("return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)", "return False"),
        ("        if other := names.get(name):", "        if other := None:"),
    ),
    *_builder(
        "run/run_cache",
        "builder/test_run_cache",
        ('if entry["checksum"] != _checksum(content) or entry["page"] != page:', "if False:"),
        ("return run if run and run.fingerprint == wanted else None", "return run"),
    ),
    *_builder(
        "run/fingerprints",
        "site/test_plugin",
        ('reasons = ["its code changed"] if now.code != before.code else modules', "reasons = modules"),
    ),
    *_builder(
        "stage/blocks",
        "builder/test_blocks",
        ("is_short and _ONE_TABLE.fullmatch(html)", "_ONE_TABLE.fullmatch(html)"),
        ('part[3].replace("\\n", "&#10;")', "part[3]"),
    ),
    *_builder(
        "stage/browser_cells",
        "site/test_live_cells",
        ("for name in statement.changes if cell_misses else ():", "for name in ():"),
        ("on_small_jax = any(before[earlier].on_small_jax for earlier in after)", "on_small_jax = False"),
    ),
    *_builder("npm", "builder/test_npm", ("if match := _UNREACHABLE.search(output):", "if match := None:")),
    *_builder(
        "stage/parts",
        "site/test_live_parts",
        ("    if not isinstance(values, dict):", "    if False:"),
        ("if self.names.unique(place) != place:", "if False:"),
    ),
    *_builder("shell/search", "browser/test_search", ('sections[anchor]["words"] = [', "_ = [")),
    *_builder("licences", "builder/test_licences", (' and not entry.get("dev")', "")),
]

_NUMBERS = ("tests/builder/test_live_numbers.py",)
SCRIPTS = [
    Mutant("src/live/numbers.js", 'return this.take("%") ? value / 100 : value;', "return value;", _NUMBERS),
    Mutant("src/live/numbers.js", 'sign === "-" ? -this.signed() : this.signed()', "this.signed()", _NUMBERS),
    Mutant("src/live/numbers.js", "!isGrouped(whole)", "false", _NUMBERS),
    Mutant("src/live/search.js", "word.length > 3", "word.length > 30", ("tests/browser/test_search.py",)),
    Mutant("src/live/search.js", "[3, 1, 0]", "[0, 0, 0]", ("tests/browser/test_search.py",)),
    Mutant("src/live/lecture.js", "else if (asked)", "else if (false)", ("tests/browser/test_lecture.py",)),
    Mutant("src/live/lecture.js", "|| isTaken(event.target, event.key)", "", ("tests/browser/test_lecture.py",)),
    Mutant(
        "src/live/prediction.js",
        'if (!guess) return "Write a guess first',
        'if (false) return "Write a guess first',
        ("tests/browser/test_live_pages.py",),
    ),
    Mutant(
        "src/live/store.js",
        "filter(([, value]) => typeof value === type)",
        "filter(() => true)",
        ("tests/browser/test_live_storage.py",),
    ),
    Mutant("src/live/safe.js", 'if (value.includes("\\\\") ||', "if (", ("tests/browser/test_live_explorers.py",)),
]

MUTANTS = [*LIBRARY, *EXERCISES, *SMALL_JAX, *BUILDER, *SCRIPTS]
