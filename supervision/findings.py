"""What a check found: a fault (a broken rule of the contract) or a question a careful reader would ask."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How a finding is to be taken."""

    FAULT = "错误"
    QUESTION = "疑问"


@dataclass(frozen=True)
class Finding:
    """One finding: where (relation or file, key or cell, column), the value as text, and the rule in Chinese."""

    severity: Severity
    relation: str
    key: str
    column: str
    value: str
    rule: str
    area_code: str | None = None

    def __str__(self) -> str:
        return f"[{self.severity}] {self.relation}｜{self.key}｜{self.column}＝{self.value}｜{self.rule}"
