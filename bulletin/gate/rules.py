"""Whether a document agrees with itself before it is laid out: one value per figure, ranks, sums, places, rows."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from bulletin.annexes import Row
from bulletin.contents import Contents
from bulletin.figures import Figure
from bulletin.sections.summons import expected_figures, mark_point
from bulletin.summons_contents import SummonsContents
from bulletin.unit_contents import UnitContents
from supervision.areas import Area

Document = Contents | UnitContents | SummonsContents
_AREA = re.compile(r"@([^/:]+)")
_TIED = "并列"
FINE = 9
"""Decimals in which two values count as equal: finer than anything printed."""


def find_faults(document: Document) -> tuple[str, ...]:
    """Return a sentence per contradiction of a document; nothing where it may go out."""
    return tuple(fault for rule in _RULES for fault in rule(document))


def _figures_agree(document: Document) -> Iterator[str]:
    """Yield figures that read differently in two places of the document, or stand on different values."""
    values: defaultdict[str, set[float]] = defaultdict(set)
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for figure in document.occurrences():
        values[figure.name].add(round(figure.value, FINE))
        texts[figure.name].add(_digits(figure.text))
    for name, found in texts.items():
        if len(found) > 1:
            yield f"同一数字前后不一致：{'、'.join(sorted(found))}（{name}）"
    for name, numbers in values.items():
        if len(numbers) > 1 and len(texts[name]) == 1:
            yield f"同一数字依据的数值不一致（{name}）"


def _digits(text: str) -> str:
    return "".join(re.findall(r"[\d.,]+", text))


def _places_are_known(document: Document) -> Iterator[str]:
    """Yield figures of places that the register of areas does not have, and rows that bear another name."""
    areas = document.facts.assessment.areas
    codes = {found[1] for figure in document.occurrences() if (found := _AREA.search(figure.name))}
    yield from (f"数字所属的地区代码{code}不在区划表中" for code in sorted(codes) if code not in areas)
    known = {area.name for area in areas.all} | {"全省"}
    if isinstance(document, Contents):
        names = [str(row["name"]) for rows in _tables(document) for row in rows]
        yield from (f"附件中的地名“{name}”不在区划表中" for name in dict.fromkeys(names) if name not in known)


def _tables(document: Contents) -> Iterator[list[Row]]:
    """Yield the tables of places: those divided by peer group in one piece."""
    for groups in document.grouped_tables.values():
        yield [row for group in groups for row in group["rows"]]
    yield document.plain_tables["coverage_rows"]


def _rows_are_complete(document: Document) -> Iterator[str]:
    """Yield units that an annex leaves out or has twice."""
    if not isinstance(document, Contents):
        return
    # Two places may bear one name.
    expected = Counter(unit.name for unit in document.facts.units)
    for table in _tables(document):
        found = Counter(str(row["name"]) for row in table if row["name"] != "全省")
        for name, number in expected.items():
            if found[name] != number:
                yield f"附件中{name}有{found[name]}行，应为{number}行"


def _ranks_match_values(document: Document) -> Iterator[str]:
    """Yield ranks that do not follow from the totals beside them: equal ones share a rank, and the next is skipped."""
    if not isinstance(document, Contents):
        return
    for group in document.grouped_tables["ranking_groups"]:
        ranked = [(row, rank, total) for row in group["rows"] if (pair := _ranked(row)) for rank, total in [pair]]
        totals = [round(total.value, FINE) for _, _, total in ranked]
        for row, rank, total in ranked:
            own = round(total.value, FINE)
            place, is_tied = 1 + sum(other > own for other in totals), totals.count(own) > 1
            if rank.value != place or (_TIED in rank.text) is not is_tied:
                yield f"{row['name']}的名次为{rank.text}，按综合得分{total.text}应为{_TIED if is_tied else ''}{place}"


def _ranked(row: Row) -> tuple[Figure, Figure] | None:
    rank, total = row["rank"], row["total"]
    return (rank, total) if isinstance(rank, Figure) and isinstance(total, Figure) else None


def _parts_make_the_whole(document: Document) -> Iterator[str]:
    """Yield a count of units by band that does not come to all of them."""
    if not isinstance(document, Contents):
        return
    tallies = {f.name.split("@")[0]: f.value for f in document.occurrences() if f.name.startswith("tally/")}
    parts = sum(value for key, value in tallies.items() if key.startswith("tally/band_"))
    parts += tallies.get("tally/not_ranked", 0)
    if "tally/units" in tallies and parts and parts != tallies["tally/units"]:
        yield f"各等次和不排名的单位合计{parts:g}个，与单位总数{tallies['tally/units']:g}个不符"


def _edits_are_current(document: Document) -> Iterator[str]:
    """Yield old figures in edited paragraphs, and numbers typed there that belong to no figure."""
    if not isinstance(document, Contents):
        return
    for paragraph in (each for section in document.drafts.values() for each in section):
        yield from (f"修改过的段落中{old.was}已变为{old.now or '（现已无此数）'}" for old in paragraph.stale)
        yield from (f"修改过的段落中{number}没有出处" for number in paragraph.loose)


def _own_details_only(document: Document) -> Iterator[str]:
    """Yield figures in a document for one place that belong to another unit."""
    if isinstance(document, Contents):
        return
    areas = document.facts.assessment.areas
    allowed = {document.facts.province.area_code, *(area.area_code for area in _own(document))}
    for figure in document.occurrences():
        found = _AREA.search(figure.name)
        if found and found[1] in areas and found[1] not in allowed:
            yield f"含有其他地方（{areas[found[1]].name}）的数字（{figure.name}）"


def _own(document: UnitContents | SummonsContents) -> tuple[Area, ...]:
    return (document.area, *document.facts.assessment.areas.children(document.area.area_code))


def _grounds_stand_on_figures(document: Document) -> Iterator[str]:
    """Yield conditions of a summons whose sentence says another number than the assessment."""
    if not isinstance(document, SummonsContents):
        return
    rules = {rule.id: rule for rule in document.facts.assessment.scheme.summons}
    for ground in (ground for each in document.suggestions for ground in each.grounds):
        rule = rules[ground.rule_id]
        for point, condition in zip(ground.points, rule.when, strict=True):
            expected = {f.name for f in expected_figures(document.facts, document.area, point, condition)}
            said = mark_point(document.facts, document.area, rule, (point, condition))
            if expected - {figure.name for figure in said.figures}:
                yield f"约谈规则“{rule.name}”所据的数字与考评结果不一致：{point.sentence}"


_RULES: tuple[Callable[[Document], Iterator[str]], ...] = (
    _figures_agree,
    _places_are_known,
    _rows_are_complete,
    _ranks_match_values,
    _parts_make_the_whole,
    _edits_are_current,
    _own_details_only,
    _grounds_stand_on_figures,
)
