"""The rows that charts draw: one per area, with the figure in print, its class and its words."""

import numpy as np
import pandas as pd

from charts.picture import Row
from charts.shades import Shade, Shades, band_shades, share_shades
from supervision.areas import Area
from supervision.assessment import Assessment, Rating, State
from supervision.printing import print_percent, print_rank, print_score
from supervision.scheme import Scheme

TOTAL = "total"
"""What a map or ranking shows when it shows the total; else a category id as text (`3`) or an indicator id (`0.1`)."""

ROW_COLUMNS = (
    "code",  # str, area code; the field of a click
    "name",  # str, short name, unique among the rows
    "value",  # float score or share 0-1; missing where there is none
    "text",  # str, the figure as printed, or the word for why there is none
    "mark",  # str, mark of the class
    "label",  # str, mark and text
    "shade",  # str, legend text of the class
    "ink",  # str, colour of text on the class's colour
    "band",  # str, name of the class, or the word for why there is none
    "rank",  # float; missing where not ranked
    "rank_text",  # str
    "is_missing",  # bool
)
# Columns of the assessment's frames that rows are made of.
USED_COLUMNS = ("score", "value", "rating", "state", "band", "rank", "rank_n", "tied")


def shades_for(scheme: Scheme, shown: str) -> Shades:
    """Return the classes of what is shown."""
    return share_shades(scheme, "未报或不适用") if "." in shown else band_shades(scheme.band, "未评或不排名")


def describe(assessment: Assessment, shown: str, *, short: bool = False) -> str:
    """Return the name of what is shown: 总分, 作业管理, 学校月度督导覆盖率."""
    if shown == TOTAL:
        return "总分"
    if "." in shown:
        return assessment.scheme.indicator_in(shown, assessment.quarter).name
    category = assessment.scheme.categories[int(shown)]
    return category.short_name if short else category.name


def figure_rows(assessment: Assessment, areas: tuple[Area, ...], shown: str = TOTAL) -> pd.DataFrame:
    """Return one row per area for the total, a category or an indicator that is a share; columns ROW_COLUMNS."""
    return pd.DataFrame(figure_records(assessment, areas, (shown,)), columns=list(ROW_COLUMNS))


def figure_records(assessment: Assessment, areas: tuple[Area, ...], all_shown: tuple[str, ...]) -> list[Row]:
    """Return the rows of several figures, figure by figure, with `shown` besides ROW_COLUMNS."""
    names = distinct_names(areas)
    found = _found_records(assessment, all_shown, {area.area_code for area in areas})
    rows = []
    for shown in all_shown:
        shades = shades_for(assessment.scheme, shown)
        build = _share_row if "." in shown else score_row
        for area, name in zip(areas, names, strict=True):
            record = found.get((shown, area.area_code), {})
            rows.append(
                {"code": area.area_code, "name": name, "shown": shown} | build(record, shades, assessment.scheme)
            )
    return rows


def _found_records(assessment: Assessment, all_shown: tuple[str, ...], codes: set[str]) -> dict[tuple[str, str], Row]:
    """Return the rows of the assessment's frames for these figures and areas by figure and area code."""
    found: dict[tuple[str, str], Row] = {}
    has_indicator = any("." in shown for shown in all_shown)
    has_category = any("." not in shown and shown != TOTAL for shown in all_shown)
    for frame, figure, is_needed in (
        (assessment.totals, None, TOTAL in all_shown),
        (assessment.categories, "category_id", has_category),
        (assessment.indicators, "indicator_id", has_indicator),
    ):
        if not is_needed:
            continue
        places = np.flatnonzero(frame["area_code"].isin(codes).to_numpy())
        columns = {name: frame[name].iloc[places].tolist() for name in USED_COLUMNS if name in frame}
        owners = frame["area_code"].iloc[places].tolist()
        figures = [TOTAL] * len(owners) if figure is None else map(str, frame[figure].iloc[places].tolist())
        rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
        found |= zip(zip(figures, owners, strict=True), rows, strict=True)
    return found


def score_row(record: Row, shades: Shades, scheme: Scheme) -> Row:
    """Return the figure columns of a score; a score that is not ranked keeps its number but gets no colour."""
    score, rating = record.get("score"), record.get("rating", Rating.NOT_RATED.value)
    if score is None or pd.isna(score) or rating != Rating.RATED:
        return missing_row(shades, str(rating))
    row = shaded_row(float(score), print_score(float(score), scheme.band), shades.named(record["band"]))
    rank = None if pd.isna(record["rank"]) else int(record["rank"])
    return row | {"rank": rank, "rank_text": print_rank(rank, bool(record["tied"]), int(record["rank_n"]))}


def _share_row(record: Row, shades: Shades, _scheme: Scheme) -> Row:
    value, state = record.get("value"), record.get("state", State.UNREPORTED.value)
    if value is None or pd.isna(value) or state != State.AVAILABLE:
        return missing_row(shades, str(state))
    return shaded_row(float(value), print_percent(float(value)), shades.of(float(value)))


def shaded_row(value: float, text: str, shade: Shade) -> Row:
    """Return the figure columns of a value that has a class."""
    return {
        "value": value,
        "text": text,
        "mark": shade.mark,
        "label": f"{shade.mark} {text}",
        "shade": shade.legend,
        "ink": shade.ink,
        "band": shade.name,
        "rank": None,
        "rank_text": "不排名",
        "is_missing": False,
    }


def missing_row(shades: Shades, word: str) -> Row:
    """Return the figure columns of an area without a value: the word why, and the class of the missing."""
    row = shaded_row(float("nan"), word, shades.none)
    return row | {"value": None, "label": word, "band": word, "is_missing": True}


def distinct_names(areas: tuple[Area, ...]) -> list[str]:
    """Return the short names, with the code behind those that occur twice."""
    names = [area.short_name for area in areas]
    return [
        f"{name}（{area.area_code}）" if names.count(name) > 1 else name
        for area, name in zip(areas, names, strict=True)
    ]


def count_shades(rows: pd.DataFrame) -> str:
    """Return how many areas are in each class, for an alt text: 优5个、良13个、未评1个."""
    counted = rows.groupby("band", sort=False).size().sort_values(ascending=False, kind="stable")
    return "、".join(f"{band}{number}个" for band, number in counted.items())
