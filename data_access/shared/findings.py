"""Every rule of the contract asked of the database, finding by finding."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd
from sqlalchemy import Connection

from data_access.shared.areas import read_areas
from data_access.shared.broken_relations import broken_relations
from data_access.shared.contract_rules import Check, checks
from data_access.shared.cutting import begin_anew
from data_access.shared.quarters import read_newest_day, read_quarters
from data_access.shared.reading import read_frame
from data_access.shared.reported import read_reported
from data_access.shared.tables import RELATIONS
from supervision.areas import Area, Areas
from supervision.faults import NoData
from supervision.findings import Finding, Severity
from supervision.periods import Quarter
from supervision.printing import print_count
from supervision.questions import ask_questions, sum_counts
from supervision.scheme import Scheme, has_scheme, scheme_for

Progress = Callable[[str, float], None]
MOST_PER_RULE = 1000
"""A rule that a whole import broke is reported so many times, then summed up in one line."""


def read_findings(connection: Connection, progress: Progress = lambda step, share: None) -> Iterator[Finding]:
    """Yield every finding: missing relations and columns first, then rule by rule, then the reported counts.

    `progress` is told the step in Chinese and the share (0-1) done.
    """
    broken = broken_relations(connection)
    yield from broken.findings
    rules = [check for check in checks(connection.dialect.name) if not check.needs & broken.names]
    for place, check in enumerate(rules):
        begin_anew(connection)
        progress(f"核对 {check.relation}：{check.rule}", place / (len(rules) + 1))
        yield from _findings_of(connection, check)
    progress("核对各地报送数", len(rules) / (len(rules) + 1))
    if not broken.names & {table.name for table in RELATIONS}:
        yield from _reported_findings(connection)
    progress("完成", 1.0)


def _findings_of(connection: Connection, check: Check) -> Iterator[Finding]:
    rows = read_frame(connection, check.query.limit(MOST_PER_RULE + 1))
    for row in rows.head(MOST_PER_RULE).itertuples(index=False):
        *key, value = row
        yield Finding(
            Severity.FAULT, check.relation, "/".join(str(part) for part in key), check.column, str(value), check.rule
        )
    if len(rows) > MOST_PER_RULE:
        yield Finding(
            Severity.FAULT,
            check.relation,
            "（其余）",
            check.column,
            "……",
            f"{check.rule}（超过{MOST_PER_RULE}行，余略）",
        )


def _reported_findings(connection: Connection) -> Iterator[Finding]:
    """Yield what the reported counts of each quarter break or make a reader ask, area by area."""
    newest = read_newest_day(connection)
    for quarter in filter(has_scheme, read_quarters(connection)):
        begin_anew(connection)
        scheme = scheme_for(quarter)
        reported = read_reported(connection, quarter, scheme)
        current = reported.loc[reported["quarter"] == str(quarter)]
        try:
            areas = read_areas(connection, min(quarter.ends_on, newest or quarter.ends_on))
        except NoData as fault:
            yield Finding(Severity.FAULT, "area", str(quarter), "level", "—", fault.sentence)
            continue
        yield from _quarter_findings(current, areas, scheme, quarter)


def _quarter_findings(current: pd.DataFrame, areas: Areas, scheme: Scheme, quarter: Quarter) -> Iterator[Finding]:
    wide = current.pivot_table(index="area_code", columns="measure", values="value", aggfunc="last", dropna=False)
    counts = {
        str(code): {str(name): None if pd.isna(value) else float(value) for name, value in row.items()}
        for code, row in wide.to_dict("index").items()
    }
    for code, own in counts.items():
        name = areas.full_name(code) if code in areas else code
        yield from _asked(f"{quarter} {name}", code, own, scheme, Severity.FAULT)
    for unit in areas.units:
        below = [counts[child.area_code] for child in areas.children(unit.area_code) if child.area_code in counts]
        whole = sum_counts(below) if below else counts.get(unit.area_code, {})
        # Nearly every county states 100 % of everything; that question is put to the unit that answers for them.
        yield from _asked(f"{quarter} {unit.name}", unit.area_code, whole, scheme, Severity.QUESTION)
        yield from _city_differences(unit, counts, areas, scheme, quarter)


def _asked(
    name: str, area_code: str, counts: Mapping[str, float | None], scheme: Scheme, severity: Severity
) -> Iterator[Finding]:
    return (f for f in ask_questions(name, area_code, counts, scheme) if f.severity is severity)


def _city_differences(
    city: Area, counts: dict[str, dict[str, float | None]], areas: Areas, scheme: Scheme, quarter: Quarter
) -> Iterator[Finding]:
    """Yield where a city's own report differs from the sum of its counties."""
    own = counts.get(city.area_code, {})
    below = [counts.get(child.area_code, {}) for child in areas.children(city.area_code)]
    for measure, value in own.items():
        parts = [part for county in below if (part := county.get(measure)) is not None]
        if value is None or not parts or sum(parts) == value:
            continue
        yield Finding(
            Severity.FAULT,
            "reported_count",
            f"{quarter} {city.name}（{city.area_code}）",
            scheme.measures[measure].name,
            print_count(value),
            f"市本级自报数应与所辖县（市、区）合计一致，合计为{print_count(sum(parts))}（{len(parts)}个县报送）",
            city.area_code,
        )
