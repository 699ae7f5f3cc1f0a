"""What `jax.config` can switch: `jax_enable_x64`."""

from contextlib import contextmanager

from smalljax.dtypes import Settings
from smalljax.refusals import lacking, refusal


class Config:
    """The settings: 64 bits or 32."""

    def update(self, name, value):
        """Switch a setting.

        Raises:
            AttributeError: JAX has no such setting, as far as small JAX knows.
        """
        if name == "jax_enable_x64":
            Settings.x64 = bool(value)
        elif name != "jax_platforms":
            raise lacking(f"jax.config.update({name!r}, …)")

    @property
    def jax_enable_x64(self):
        return Settings.x64

    x64_enabled = jax_enable_x64

    def __getattr__(self, name):
        raise AttributeError(refusal(f"jax.config.{name}"))


config = Config()


@contextmanager
def enable_x64(new_val=True):
    """Switch 64 bits on within a block."""
    before, Settings.x64 = Settings.x64, new_val
    try:
        yield
    finally:
        Settings.x64 = before
