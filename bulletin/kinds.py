"""The two kinds of bulletin, and what each may contain."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of document; the value is the word of the command line."""

    REPORT = "report"
    CIRCULAR = "circular"

    @property
    def word(self) -> str:
        """Return the genre as the title writes it."""
        return {Kind.REPORT: "报告", Kind.CIRCULAR: "通报"}[self]

    @property
    def goes_down(self) -> bool:
        """Return whether it is addressed to lower organs: only then may it demand anything (公文处理条例15(四), 16)."""
        return self is Kind.CIRCULAR
