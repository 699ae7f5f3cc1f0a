"""Order Matters: count matrix products, order chains, and differentiate in the better direction.

Each module stands alone; importing the package imports none of them, and nothing but Python itself.
"""

__version__ = "0.1.0"
