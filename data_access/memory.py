"""Memory that was read into and let go returns to the machine."""

import ctypes
import gc
import sys


def give_back_memory() -> bool:
    """Give freed memory back to the system; return whether anything was given back.

    Reading a quarter frees as much as it keeps, in pieces between what stays. The C library (glibc) keeps those for
    itself until it is told otherwise: 60 MB after the bulletin's reading. Does nothing where there is no glibc.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    return bool(trim(0)) if trim else False
