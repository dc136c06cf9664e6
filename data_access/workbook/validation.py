"""Rules between the counts of one report, and printed shares held against the counts they claim to come from."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction

from data_access.workbook.reports import AreaReport, Entry, Remark, show_value
from supervision.printing import print_count, print_percent
from supervision.scheme import Identity, Measure, Scheme

Counts = Mapping[str, int | None]

_PRINTED = re.compile(r"(\d+)(?:\.(\d+))?(%?)")
_FROM_DATABASE = "库中现行数"


def find_broken_rules(file: str, report: AreaReport, standing: Counts, scheme: Scheme) -> Iterator[Remark]:
    """Yield a fault for each part above its whole and each identity that does not hold.

    `standing`: the area's counts in the database; they complete what the file does not state.
    """
    counts = {**standing, **report.counts}
    for measure in scheme.reported_measures:
        yield from _part_above_whole(file, report, counts, measure, scheme)
    for identity in scheme.identity:
        yield from _broken_identity(file, report, counts, identity, scheme)


def _part_above_whole(
    file: str, report: AreaReport, counts: Counts, measure: Measure, scheme: Scheme
) -> Iterator[Remark]:
    whole_code = measure.not_more_than or ""
    part, whole = counts.get(measure.code), counts.get(whole_code)
    here = report.by_measure.get(measure.code) or report.by_measure.get(whole_code)
    if part is None or whole is None or part <= whole or here is None:
        return
    if measure.code in report.by_measure:
        rule = f"不应大于“{scheme.measures[whole_code].name}”（{print_count(whole)}，{_source(report, whole_code)}）"
        yield Remark(file, here.place, str(part), rule)
    else:
        rule = f"不应小于“{measure.name}”（{print_count(part)}，{_FROM_DATABASE}）"
        yield Remark(file, here.place, str(whole), rule)


def _broken_identity(
    file: str, report: AreaReport, counts: Counts, identity: Identity, scheme: Scheme
) -> Iterator[Remark]:
    codes = (identity.total, *identity.parts)
    here = next((report.by_measure[code] for code in codes if code in report.by_measure), None)
    gap = identity_gap(counts, identity)
    if not gap or here is None:
        return
    total = counts[identity.total] or 0
    parts = "＋".join(print_count(counts[code] or 0) for code in identity.parts)
    places = "、".join(
        f"“{scheme.measures[code].name}”{_source(report, code)}" for code in codes if code != here.measure
    )
    sums = f"{parts}＝{print_count(total - gap)}，总数为{print_count(total)}"
    rule = f"平衡关系“{identity.name}”不成立：{sums}（{places}）"
    yield Remark(file, here.place, show_value(here.value), rule)


def identity_gap(counts: Counts, identity: Identity) -> int | None:
    """Return total minus parts (0 where the identity holds), None where one of the counts is missing."""
    total, parts = counts.get(identity.total), [counts.get(part) for part in identity.parts]
    known = [part for part in parts if part is not None]
    return None if total is None or len(known) < len(parts) else total - sum(known)


def _source(report: AreaReport, code: str) -> str:
    entry = report.by_measure.get(code)
    return entry.spot if entry else _FROM_DATABASE


def find_share_disagreements(file: str, report: AreaReport, standing: Counts, scheme: Scheme) -> Iterator[Remark]:
    """Yield a warning for each printed share that its counts do not give, or that cannot be recomputed."""
    counts = {**standing, **report.counts}
    for entry in report.entries:
        if not entry.printed_share:
            continue
        whole_code = scheme.measures[entry.measure].not_more_than
        whole = counts.get(whole_code or "")
        rule = _share_rule(entry, whole, whole_code, scheme)
        if rule:
            yield Remark(file, entry.place, show_value(entry.printed_share), rule)


def _share_rule(entry: Entry, whole: int | None, whole_code: str | None, scheme: Scheme) -> str | None:
    if entry.value is None:
        return "印有占比但没有数，占比无法核对"
    if whole_code is None or whole is None:
        # A zero of anything is zero; any other share needs its denominator.
        why = "方案未规定其分母" if whole_code is None else f"缺少分母“{scheme.measures[whole_code].name}”"
        return None if entry.value == 0 and _is_zero(entry.printed_share) else f"占比无法核对：{why}"
    if not _PRINTED.fullmatch(_plain(entry.printed_share)):
        return "所印占比无法识别，应写作 98.5% 这样的形式"
    if share_agrees(entry.value, whole, entry.printed_share):
        return None
    return f"所印占比与计数不符：{print_count(entry.value)}÷{print_count(whole)}{_recomputed(entry.value, whole)}"


def _recomputed(part: int, whole: int) -> str:
    return f"＝{print_percent(part / whole, 2)}" if whole else "无法计算"


def _is_zero(printed: str) -> bool:
    return bool(re.fullmatch(r"0(\.0+)?%?", _plain(printed)))


def _plain(printed: str) -> str:
    return unicodedata.normalize("NFKC", printed).replace(" ", "")


def share_agrees(part: int, whole: int, printed: str) -> bool:
    """Return whether a printed share is the counts' share, rounded to the decimals that are printed.

    Without a percent sign it may be meant as a percentage or as a fraction of 1. A share of nothing agrees with 0 only.
    """
    match = _PRINTED.fullmatch(_plain(printed))
    if not match:
        return False
    if whole == 0:
        return part == 0 and _is_zero(printed)
    whole_digits, decimals, sign = match[1], match[2] or "", match[3]
    stated = Fraction(int(whole_digits + decimals), 10 ** len(decimals))
    half_a_place = Fraction(1, 2 * 10 ** len(decimals))
    if abs(Fraction(part * 100, whole) - stated) <= half_a_place:
        return True
    # A bare whole number is no fraction of 1 but for 0 and 1 themselves, or "1" would agree with one half.
    tolerance = half_a_place if decimals else Fraction(0)
    return not sign and abs(Fraction(part, whole) - stated) <= tolerance
