"""Templates that are compiled once for each of their states, and not for each build that `mkdocs serve` makes."""

from typing import ClassVar

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """What this process has compiled. Jinja finds it by name and takes it for the very same source only."""

    known: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what is known of a template."""
        if code := self.known.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what Jinja has made of a template."""
        self.known[bucket.key] = bucket.bytecode_to_string()
