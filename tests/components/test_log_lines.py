"""Log lines as JSON: one a record whatever it holds, with time, level and cause."""

import json
import logging

from components.log_lines import NAMES, JsonLines, write_json_lines


def line_of(message: str, *values: object, exc_info=None) -> str:
    return JsonLines().format(logging.LogRecord("dashboard", logging.ERROR, "f", 1, message, values, exc_info))


def test_a_record_is_one_line_with_time_level_and_message_whatever_it_holds():
    hostile = 'incident\n{"level": "INFO"}\r\x1b[31m\u2028\u202e'
    line = line_of("incident %s", hostile)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    said = json.loads(line)
    assert said["message"] == f"incident {hostile}"
    assert said["level"] == "ERROR"
    assert said["at"].endswith("+08:00")
    assert "cause" not in said


def test_the_cause_is_in_the_same_line():
    line = line_of("incident 1", exc_info=(ValueError, ValueError("一行\n二行"), None))
    assert len(line.splitlines()) == 1
    assert "ValueError: 一行\n二行" in json.loads(line)["cause"]


def test_lines_are_json_only_where_it_is_asked_for(monkeypatch, capsys):
    loggers = [logging.getLogger(name) for name in NAMES]
    before = [(each.handlers, each.propagate, each.level) for each in loggers]
    write_json_lines()
    assert [(each.handlers, each.propagate, each.level) for each in loggers] == before
    monkeypatch.setenv("DASHBOARD_LOG", "json")
    try:
        write_json_lines()
        logging.getLogger("dashboard").error("incident %s", "A1")
        assert json.loads(capsys.readouterr().out)["message"] == "incident A1"
    finally:
        for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
