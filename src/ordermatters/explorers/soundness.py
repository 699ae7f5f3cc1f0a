"""Whether the parts of an explorer fit together, which a build asks before a reader meets it.

It stands apart from `Explorer`: code that asks for signatures counts, comments and all, for lessons that reach it.
"""

import inspect

from ordermatters.explorers.controls import CHECKS, Control
from ordermatters.explorers.explorer import Explorer, Preset
from ordermatters.explorers.words import listed


def check_explorer(explorer: Explorer) -> None:
    """Refuse controls that do not fit `draw`, and presets that do not fit the controls.

    Raises:
        TypeError: a control without its argument, an argument without its control, or no tuple of either.
        ValueError: a control of an unknown kind, or a preset that sets what no control can have.
    """
    for name, kind in (("controls", Control), ("presets", Preset)):
        parts = getattr(explorer, name)
        if not isinstance(parts, tuple | list) or not all(isinstance(part, kind) for part in parts):
            single = f"a single one has a comma behind it: ({kind.__name__}(…),)"
            raise TypeError(f"{name} must be a tuple of {name}; {single}")
    for control in explorer.controls:
        if control.kind not in CHECKS:
            raise ValueError(f"there is no kind of control {control.kind!r}; there are: {', '.join(CHECKS)}")
    _check_arguments(explorer)
    for preset in explorer.presets:
        _check_preset(explorer, preset)


def _check_arguments(explorer: Explorer) -> None:
    """See that each control has an argument of `draw`, and each argument that has to be given a control."""
    names, asked = [control.name for control in explorer.controls], inspect.signature(explorer.draw).parameters
    takes_any = any(one.kind is one.VAR_KEYWORD for one in asked.values())
    for name in names:
        if name not in asked and not takes_any:
            there = f", only {listed(f'`{one}`' for one in asked)}" if asked else ""
            raise TypeError(f"the control `{name}` has no argument of `draw`{there}")
    for name, one in asked.items():
        if name not in names and one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL):
            raise TypeError(f"the argument `{name}` of `draw` has no control")


def _check_preset(explorer: Explorer, preset: Preset) -> None:
    controls = {control.name: control for control in explorer.controls}
    for name, value in preset.values.items():
        if name not in controls:
            raise TypeError(f"the preset {preset.title!r} sets {name!r}, and there is only {listed(controls)}")
        try:
            controls[name].checked(value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"the preset {preset.title!r}: {error}") from error
