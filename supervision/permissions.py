"""Who may do what: accounts with roles, the pages and acts that a role opens, and the area an account is held to.

The table is data (`permissions.toml`); what it does not name is refused.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from supervision.watermarks import Medium

_FILE = Path(__file__).with_name("permissions.toml")


class Role(StrEnum):
    """What somebody is to the office; an account may have several."""

    LOOK = "看"
    DRAFT = "编"
    SIGN = "签"
    ADMIN = "管"


class Act(StrEnum):
    """What is done beyond looking at a page; keys of `permissions.toml`."""

    EXPORT = "export"
    DRAFT = "draft"
    DECIDE = "decide"
    CONTEST = "contest"
    MEET = "meet"
    UPLOAD_TEMPLATE = "upload_template"
    ACTIVATE_TEMPLATE = "activate_template"
    ISSUE = "issue"
    READ_AUDIT = "read_audit"


@dataclass(frozen=True)
class Account:
    """Somebody who has signed in, as the identity provider and the office's list of accounts say."""

    subject: str
    """The provider's lasting identifier; never shown, but kept in the audit log."""
    name: str
    """What is shown: an office, a function or the account's name."""
    roles: frozenset[Role]
    area_code: str | None = None
    """The one place whose rows the account may see, with all that is summed into it; None: the whole province."""

    @property
    def signature(self) -> str:
        """How the account signs what it writes: its name, and a mark that stays when the name changes."""
        return f"{self.name}〔账号{hashlib.sha256(self.subject.encode()).hexdigest()[:12]}〕"


_MARK = re.compile(r"〔账号[0-9a-f]{12}〕$")


def account_mark(signature: str) -> str | None:
    """Return the mark of the account that signed; None for what somebody typed without a sign-in."""
    found = _MARK.search(signature.strip())
    return found.group() if found else None


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: frozenset[Role]
    within_area: bool = False
    """Whether an account that is held to an area has it too."""

    def allows(self, account: Account) -> bool:
        return bool(self.roles & account.roles) and (self.within_area or account.area_code is None)


class _PageRule(_Rule):
    paths: tuple[str, ...]


class ActRule(_Rule):
    """One act: what people call it, who may do it, and the writing functions of the store that belong to it."""

    key: Act
    name: str
    writers: tuple[str, ...] = ()


class _MarkRule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: frozenset[Role]
    on: frozenset[Medium]


class Watermark(BaseModel):
    """Whose screens and files bear who looks at them and when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    at_this_computer: bool
    """Whether the account without sign-in gets one too."""
    rule: tuple[_MarkRule, ...]

    def is_due(self, account: Account, medium: Medium) -> bool:
        """Return whether one of the account's roles asks for a mark."""
        return any(medium in rule.on and rule.roles & account.roles for rule in self.rule)


class Permissions(BaseModel):
    """The whole table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    version: str
    page_names: dict[str, str]
    """The pages' titles in the menu by address."""
    page: tuple[_PageRule, ...]
    act: tuple[ActRule, ...]
    watermark: Watermark

    @model_validator(mode="after")
    def _names_once(self) -> "Permissions":
        _refuse_repeated(path for rule in self.page for path in rule.paths)
        _refuse_repeated(rule.key for rule in self.act)
        _refuse_repeated(writer for rule in self.act for writer in rule.writers)
        return self

    def may_open(self, account: Account, path: str) -> bool:
        """Return whether an account may open a page, named by its address without slashes; an unknown one never."""
        return any(rule.allows(account) for rule in self.page if path in rule.paths)

    def may(self, account: Account, act: Act) -> bool:
        """Return whether an account may do something; an act that the table does not name is nobody's."""
        return any(rule.allows(account) for rule in self.act if rule.key is act)

    def page_allows(self, account: Account) -> frozenset[str]:
        """Return the addresses of all pages that an account may open."""
        return frozenset(path for rule in self.page if rule.allows(account) for path in rule.paths)

    def act_of(self, writer: str) -> Act | None:
        """Return the act that a writing function of the store belongs to; None where it belongs to none."""
        return next((rule.key for rule in self.act if writer in rule.writers), None)

    def name_of(self, act: Act) -> str:
        """Return what people call an act; its key where the table does not name it."""
        return next((rule.name for rule in self.act if rule.key is act), act.value)


def _refuse_repeated(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"权限表重复：{name}")
        seen.add(name)


@cache
def permissions() -> Permissions:
    """Return the table of the product; raises pydantic's ValidationError where the file breaks its form."""
    return Permissions.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
