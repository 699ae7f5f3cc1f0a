"""How pages are run, as `mkdocs.yml` says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RunOptions:
    """The options of the plugin that a run is given."""

    seconds_per_cell: int = 120
    kernel_name: str = ""
    allow_errors: bool = False

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "RunOptions":
        """Read them off the plugin's configuration."""
        return cls(options["timeout"], options["kernel_name"], options["allow_errors"])

    def that_shape_outputs(self) -> dict[str, Any]:
        """Return the options that change what a page shows; a time limit does not."""
        return {"kernel_name": self.kernel_name, "allow_errors": self.allow_errors}
