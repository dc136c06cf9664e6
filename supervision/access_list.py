"""Which signed-in visitor is which account: the office's list of subjects and claims, and what ends a session.

The list is the operator's file, not ours; whoever it does not name has nothing.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from supervision.permissions import Account, Role

_UNNAMED = "未命名账号"
AreaCode = Annotated[str, Field(pattern=r"^\d{6}$")]
Text = Annotated[str, Field(min_length=1)]


class _Grant(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: frozenset[Role]
    area_code: AreaCode | None = None


class AccountGrant(_Grant):
    """What one subject has; it alone counts for that subject, so that no roles means nothing at all."""

    subject: Text
    name: str = ""


class GroupGrant(_Grant):
    """What every subject has whose ID token holds a value under a claim."""

    claim: Text
    value: Text


class AccessList(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: str = ""
    """The identity provider as its ID tokens name it; nobody else's subjects are ours."""
    name_claim: Text = "name"
    session_hours: float = Field(default=8, gt=0, le=12)
    idle_minutes: float = Field(default=30, gt=0, le=30)
    heartbeat_seconds: float = Field(default=20, ge=2, le=30)
    sign_out_address: str = Field(default="", pattern=r"^(https?://[^\s]+)?$")
    """Where a sign-in by the proxy is ended; unused with OIDC."""
    account: tuple[AccountGrant, ...] = ()
    group: tuple[GroupGrant, ...] = ()

    @model_validator(mode="after")
    def _subjects_once(self) -> "AccessList":
        repeated = [subject for subject, times in Counter(each.subject for each in self.account).items() if times > 1]
        if repeated:
            raise ValueError(f"账号重复：{repeated[0]}")
        return self

    def account_of(self, claims: Mapping[str, object]) -> Account | None:
        """Return the account of a visitor by what was proven of it; None where the list gives it nothing.

        Groups add up, but never over two areas: who matches groups of different areas has nothing until that is mended.
        """
        subject = claims.get("sub")
        if not isinstance(subject, str) or not subject:
            return None
        own = [each for each in self.account if each.subject == subject]
        grants: list[_Grant] = [*own] or [each for each in self.group if each.value in _values(claims.get(each.claim))]
        roles = frozenset(role for each in grants for role in each.roles)
        areas = {each.area_code for each in grants}
        if not roles or len(areas) != 1:
            return None
        claimed = claims.get(self.name_claim)
        name = (own[0].name if own else "") or (claimed if isinstance(claimed, str) else "") or _UNNAMED
        return Account(subject, name, roles, areas.pop())


def _values(claim: object) -> tuple[str, ...]:
    if isinstance(claim, str):
        return (claim,)
    return tuple(each for each in claim if isinstance(each, str)) if isinstance(claim, list | tuple) else ()


def parse_access_list(text: str) -> AccessList:
    """Return the list; raises ValueError (of tomllib or pydantic) where the text breaks its form."""
    return AccessList.model_validate(tomllib.loads(text))
