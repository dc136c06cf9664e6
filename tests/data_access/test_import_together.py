"""Two imports at once, another program in between, an account that may not write: nothing is ever half-written."""

import sqlite3
import threading
import time

import pytest
from sqlalchemy import create_engine, insert, make_url, text

from data_access.shared.tables import reported_count
from supervision.faults import ContractBroken, InputRejected
from tests.data_access.form_filling import QUARTER, REPORTED_AT, SOUND, fill, import_into, new_form, stored


@pytest.fixture
def form(contract_url, places, tmp_path):
    return fill(new_form(contract_url, tmp_path / "form.xlsx"), "410102", SOUND)


def a_row(measure="schools", revision=1):
    key = {"area_code": "410102", "quarter": str(QUARTER), "measure": measure, "revision": revision}
    return key | {"value": 3, "reported_at": REPORTED_AT, "status": "已报"}


def test_imports_at_once_get_a_revision_each(contract_url, places, tmp_path):
    forms = [
        fill(new_form(contract_url, tmp_path / f"{n}.xlsx"), "410102", {**SOUND, "adverts_punished": n})
        for n in range(4)
    ]
    outcomes = []

    def run(path):
        outcomes.append(import_into(contract_url, path).written[0].revision)

    threads = [threading.Thread(target=run, args=(path,)) for path in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [1, 2, 3, 4]
    assert len(stored(contract_url)) == 4 * len(SOUND)


@pytest.mark.parametrize("contract_url", ["sqlite"], indirect=True)
def test_another_writer_that_holds_the_file_is_told_in_a_sentence(places, contract_url, form):
    holder = sqlite3.connect(make_url(contract_url).database)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(InputRejected, match="另一次导入正在进行，本次未写入任何数据"):
        import_into(f"{contract_url}?timeout=0.2", form)
    holder.rollback()
    holder.close()
    assert stored(contract_url) == []


# On SQLite the lock of the import keeps every other writer out.
@pytest.mark.parametrize("contract_url", ["postgresql"], indirect=True)
def test_another_program_that_takes_the_same_revision_is_told_in_a_sentence(contract_url, form):
    other = create_engine(contract_url)
    caught = []

    def run():
        try:
            import_into(contract_url, form)
        except InputRejected as fault:
            caught.append(fault.sentence)

    thread = threading.Thread(target=run)
    with other.connect() as connection:
        # Decoy: this program does not know of our lock; its uncommitted row is invisible until the import has chosen.
        connection.execute(insert(reported_count).values(a_row()))
        thread.start()
        _wait_for_a_waiting_insert(other)
        connection.commit()
    thread.join()
    other.dispose()
    assert caught == ["另一程序同时写入了同一地区、同一季度的修订，本次未写入任何数据，请重新导入。"]
    assert len(stored(contract_url)) == 1


def _wait_for_a_waiting_insert(engine):
    query = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'insert%'")
    with engine.connect() as connection:
        for _ in range(100):
            if connection.execute(query).scalar_one():
                return
            connection.rollback()
            time.sleep(0.1)
    raise AssertionError("the import never came to its insert")


def test_a_failure_in_the_middle_writes_nothing(contract_url, form):
    """The last measure of the form is refused by the database itself, after the others were inserted."""
    engine = create_engine(contract_url)
    check = "new.measure = 'department_named'"
    with engine.begin() as connection:
        if contract_url.startswith("sqlite"):
            connection.exec_driver_sql(
                f"create trigger stop before insert on reported_count when {check} begin select raise(abort, 'no'); end"
            )
        else:
            connection.exec_driver_sql("alter table reported_count add check (measure <> 'department_named')")
    engine.dispose()
    with pytest.raises(InputRejected, match="未写入任何数据"):
        import_into(contract_url, form)
    assert stored(contract_url) == []


def test_returned_revisions_keep_their_number(contract_url, write, form):
    write(reported_count, a_row(revision=5) | {"status": "退回"})
    assert import_into(contract_url, form).written[0].revision == 6


def test_an_account_that_may_only_read_is_told_in_a_sentence(contract_url, form):
    with pytest.raises(InputRejected, match="没有写入报送数的权限"):
        import_into(read_only(contract_url), form)
    assert stored(contract_url) == []


def read_only(url):
    if url.startswith("sqlite"):
        return f"sqlite:///file:{make_url(url).database}?mode=ro&uri=true"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("drop role if exists only_reads")
        connection.exec_driver_sql("create role only_reads login")
        connection.exec_driver_sql("grant select on all tables in schema public to only_reads")
    engine.dispose()
    return make_url(url).set(username="only_reads").render_as_string(hide_password=False)


def test_a_database_without_the_relation_is_told_by_name(contract_url, form):
    engine = create_engine(contract_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("drop table reported_count")
    engine.dispose()
    with pytest.raises(ContractBroken, match="reported_count"):
        import_into(contract_url, form)
