"""What readers get as `jax.tree_util`."""

from functools import partial as Partial

from smalljax.refusals import missing_names
from smalljax.tree import flatten as tree_flatten
from smalljax.tree import leaves as tree_leaves
from smalljax.tree import map as tree_map
from smalljax.tree import reduce as tree_reduce
from smalljax.tree import structure as tree_structure
from smalljax.tree import unflatten as tree_unflatten

__all__ = ["Partial", "tree_flatten", "tree_leaves", "tree_map", "tree_reduce", "tree_structure", "tree_unflatten"]
__getattr__ = missing_names("jax.tree_util")
