"""Which part of the province this visit may see: the one place where an account is held to its area.

Default deny: whatever keys a cache of whole-province results or opens a connection asks `require_whole`, so that a
store function that nobody thought of refuses an account held to an area. What such an account may have comes through
`narrowed` and `of_place` of `store`, which read as the server and then hand out only what is the account's.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from components import sign_in
from supervision.faults import AccessRefused


def held_to() -> str | None:
    """Return the code of the one area that the account of this visit is held to; None for the whole province.

    Raises AccessRefused where nobody has signed in.
    """
    return sign_in.account().area_code


def require_whole() -> None:
    """Refuse an account that is held to an area; raises AccessRefused for it, and where nobody has signed in."""
    if held_to() is not None:
        raise AccessRefused("当前账号只能查看本地区的数据，这项内容不在范围内。")


@contextmanager
def whole_province() -> Iterator[None]:
    """Read what is inside as the server itself; whoever asks for it hands out no more than the account may see."""
    with sign_in.acting_as(sign_in.SERVER):
        yield
