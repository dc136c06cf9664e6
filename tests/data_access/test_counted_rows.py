"""The rows behind every counted figure: as many, and adding up to as much, as the figure says."""

from datetime import date

import pytest

from data_access.shared.areas import read_areas
from data_access.shared.counted_rows import read_row_totals, read_rows, row_headings
from data_access.shared.counts import read_counted
from data_access.shared.counts.window import Window
from data_access.shared.cutting import begin_anew
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from data_access.shared.tables import complaint, school, visit
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.data_access.conftest import a_complaint, a_school, a_visit, on

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
SCHEME = scheme_for(QUARTER)
MEASURES = [measure.code for measure in SCHEME.counted_measures]


@pytest.fixture(scope="module", params=["demo_url", "demo_postgres_url"])
def demo_reader(request):
    """Return a connection to the small demo, once on each engine."""
    engine = open_database(request.getfixturevalue(request.param))
    with connected(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture(autouse=True)
def _own_time(demo_reader) -> None:
    """Give each test a reader's whole time on the connection that they share."""
    begin_anew(demo_reader)


@pytest.fixture(scope="module")
def places(demo_reader):
    """Return groups of codes that are summed: two counties, a city with its counties, the whole province."""
    areas = read_areas(demo_reader, CUTOFF)
    cities = [[city.area_code, *(c.area_code for c in areas.children(city.area_code))] for city in areas.units[:2]]
    singles = [[county.area_code] for county in areas.counties[:2]]
    return [*singles, *cities, [area.area_code for area in areas.all]]


@pytest.fixture(scope="module")
def counted(demo_reader):
    return read_counted(demo_reader, QUARTER, CUTOFF, SCHEME)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_rows_of_every_counted_measure_add_up_to_its_figure(demo_reader, places, counted, measure):
    for codes in places:
        mine = counted.loc[counted["area_code"].isin(codes) & (counted["measure"] == measure), "value"]
        frame = read_rows(demo_reader, measure, codes, QUARTER, CUTOFF, SCHEME, limit=200_000)
        rows, total = read_row_totals(demo_reader, measure, codes, QUARTER, CUTOFF, SCHEME)
        assert (total, rows) == (int(mine.sum()), len(frame))
        assert frame["adds"].sum() == total
        assert list(frame.columns) == list(row_headings(measure, Window(QUARTER, CUTOFF, SCHEME)))


def test_pages_of_rows_follow_each_other_without_gap_or_repeat(demo_reader, places):
    every = read_rows(demo_reader, "visits", places[2], QUARTER, CUTOFF, SCHEME, limit=200_000)["visit_id"].to_list()
    pages = [
        read_rows(demo_reader, "visits", places[2], QUARTER, CUTOFF, SCHEME, limit=7, offset=start)["visit_id"]
        for start in range(0, 21, 7)
    ]
    assert [key for page in pages for key in page] == every[:21]
    assert len(set(every)) == len(every) > 21


@pytest.mark.usefixtures("places_by_hand")
class TestByHand:
    def test_visits_come_the_newest_first_and_those_of_a_day_by_their_key(self, write, connection):
        days = {"b": "2022-11-02", "a": "2022-11-02", "c": "2022-10-08", "d": "2022-12-01"}
        write(visit, *[a_visit(key, "S410102", day) for key, day in days.items()])
        pages = [
            read_rows(connection, "visits", ["410102"], QUARTER, CUTOFF, SCHEME, limit=2, offset=start)
            for start in (0, 2)
        ]
        assert [page["visit_id"].to_list() for page in pages] == [["d", "a"], ["b", "c"]]

    def test_visits_list_the_school_and_leave_out_what_does_not_count(self, write, connection):
        write(
            visit,
            a_visit("counts", "S410102", "2022-12-20"),
            a_visit("decoy: after the cut-off", "S410102", "2022-12-21"),
            a_visit("decoy: another county", "S410103", "2022-12-01"),
        )
        frame = read_rows(connection, "visits", ["410102"], QUARTER, CUTOFF, SCHEME, limit=50)
        assert frame[["visit_id", "school_name", "area_code"]].to_numpy().tolist() == [
            ["counts", "S410102小学", "410102"]
        ]

    def test_a_school_adds_each_month_it_was_visited(self, write, connection):
        write(school, a_school("decoy: never visited", "410102"))
        write(visit, a_visit("1", "S410102", "2022-10-08"), a_visit("2", "S410102", "2022-12-01"))
        frame = read_rows(connection, "school_months_visited", ["410102"], QUARTER, CUTOFF, SCHEME, limit=50)
        assert frame[["school_id", "adds"]].to_numpy().tolist() == [["S410102", 2]]

    def test_complaints_carry_no_personal_data_and_no_duplicates(self, write, connection):
        write(
            complaint,
            a_complaint("counts", "2022-10-08 02:00:00"),
            a_complaint("decoy: duplicate", "2022-10-09 02:00:00", duplicate_of="counts"),
        )
        frame = read_rows(connection, "complaints_received", ["410102"], QUARTER, CUTOFF, SCHEME, limit=50)
        assert frame["complaint_id"].to_list() == ["counts"]
        assert set(frame.columns) == {column.name for column in complaint.columns} | {"adds"}

    def test_a_reported_measure_has_no_counted_rows(self, connection):
        with pytest.raises(KeyError):
            read_rows(connection, "schools", ["410102"], QUARTER, CUTOFF, SCHEME, limit=50)


@pytest.fixture
def places_by_hand(write):
    for code in ("410102", "410103"):
        write(school, a_school(f"S{code}", code, opened_on=on("2010-09-01")))
