"""The kinds of document, and what each may contain."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of document; the value is the word of the command line."""

    REPORT = "report"
    CIRCULAR = "circular"
    UNIT = "unit"
    SUMMONS = "summons"

    @property
    def word(self) -> str:
        """Return the genre as the title writes it."""
        return {Kind.REPORT: "报告", Kind.CIRCULAR: "通报", Kind.UNIT: "通知", Kind.SUMMONS: "建议材料"}[self]

    @property
    def goes_down(self) -> bool:
        """Return whether it is addressed to lower organs: only then may it demand anything (公文处理条例15(四), 16)."""
        return self in (Kind.CIRCULAR, Kind.UNIT)


PROVINCE_WIDE = (Kind.CIRCULAR, Kind.REPORT)
"""Documents on the whole province; of `Kind.UNIT` (一市一单) there is one for each reporting unit, of
`Kind.SUMMONS` (约谈建议材料) one for each place that the rules put forward."""
