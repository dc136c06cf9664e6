"""Who is at the screen: the one place that knows the account of a visit and refuses what it may not do."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from supervision.faults import AccessRefused
from supervision.permissions import Account, Act, Role, permissions

LOCAL = Account("local", "本机", frozenset(Role))
"""Without a configured sign-in the dashboard serves the computer it runs on, and whoever sits there is everybody."""
_ACTING: ContextVar[Account | None] = ContextVar("acting", default=None)


def account() -> Account:
    """Return the account of this visit; raises AccessRefused where nobody has signed in."""
    return _ACTING.get() or LOCAL


def current() -> Account | None:
    """Return the account of this visit; None where nobody has signed in."""
    try:
        return account()
    except AccessRefused:
        return None


@contextmanager
def acting_as(somebody: Account) -> Iterator[None]:
    """Do what is inside as an account: for work outside a page's run, such as making a file after a click."""
    token = _ACTING.set(somebody)
    try:
        yield
    finally:
        _ACTING.reset(token)


def require(act: Act) -> Account:
    """Return the account where it may do something; raises AccessRefused otherwise."""
    somebody = account()
    if not permissions().may(somebody, act):
        raise AccessRefused(f"当前账号没有“{permissions().name_of(act)}”的权限。如工作需要，请联系系统管理员。")
    return somebody
