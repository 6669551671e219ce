"""The C library's memory: with its usual habits it keeps much of what a model needed for a moment.

Does nothing where the library is not glibc.
"""

import ctypes
import sys
from functools import cache

_M_MMAP_THRESHOLD = -3
_LARGE = 512 * 1024


def give_back_what_is_freed() -> None:
    """From now on, blocks of half a megabyte go back to the system when they are freed.

    While a model writes, its memory of what it has written is copied into a little more room with
    each token; in one heap such blocks leave holes that the next ones do not fit in.
    """
    if (library := _glibc()) is not None:
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def give_back_what_was_freed() -> None:
    """Return the free parts of the heap to the system."""
    if (library := _glibc()) is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
