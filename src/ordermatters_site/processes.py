"""Whether another process of this machine is still there."""

import os


def is_running(process: int) -> bool:
    """Tell whether the system knows a process by this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
