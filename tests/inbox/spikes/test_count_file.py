"""Files of counts, whole and broken."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from parishpump.config.cli import main
from parishpump.inbox.spikes.count_file import run_spikes
from parishpump.inbox.spikes.errors import SpikeError
from tests.inbox.spikes.villages import by_day, on, planted, village

HEADING = "timestamp,value"


def counts(width: int = 300) -> list[str]:
    buckets = village(by_day(6), days=11, seed=1, width=width)
    return [f"{b.at:%Y-%m-%d %H:%M:%S},{b.count}" for b in planted(buckets, on(10, 12), 20, 20, 20, 20)]


@pytest.fixture
def written(tmp_path):
    def write(*lines: str) -> Path:
        file = tmp_path / "counts.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    return write


def test_the_command_prints_the_alerts_as_json(written, capsys):
    assert main(["spikes", str(written(HEADING, *counts()))]) == 0

    (alert,) = json.loads(capsys.readouterr().out)
    assert set(alert) == {"at", "value", "expected", "words"}
    assert alert["at"].startswith("2026-06-11 12:")
    assert alert["words"].endswith("at this hour on a Thursday.")


@pytest.mark.parametrize("width", [120, 900, 3_600])
def test_the_spacing_of_the_rows_is_found_out(written, width):
    assert [alert["at"][:10] for alert in run_spikes(written(HEADING, *counts(width=width)))] == ["2026-06-11"]


def test_the_rows_up_to_an_alert_are_enough_for_it(written):
    rows = counts()
    (alert,) = run_spikes(written(HEADING, *rows))
    place = next(number for number, row in enumerate(rows) if row.startswith(alert["at"]))

    assert run_spikes(written(HEADING, *rows[: place + 1])) == [alert]
    assert run_spikes(written(HEADING, *rows[:place])) == []


def test_other_columns_repeated_rows_empty_values_and_blank_lines_do_no_harm(written):
    rows = [f"{row.split(',')[1]},x,{row.split(',')[0]}" for row in counts()]
    rows[50:50] = [rows[49], "", ",,", ",x,2026-06-01 04:11:00"]

    assert [alert["at"][:13] for alert in run_spikes(written("\ufeffValue,other,Timestamp", *rows))] == [
        "2026-06-11 12"
    ]


def test_missing_rows_and_uneven_spacing_do_no_harm(written):
    rows = [row for number, row in enumerate(counts()) if number % 7 and not 1_000 < number < 1_500]
    moved = [row.replace(":05:00,", ":05:41,").replace(":30:00,", ":29:13,") for row in rows]

    assert [alert["at"][:13] for alert in run_spikes(written(HEADING, *moved))] == ["2026-06-11 12"]


@pytest.mark.parametrize("rows", [0, 1, 12, 13])
def test_a_short_file_has_no_alerts(written, rows):
    assert run_spikes(written(HEADING, *counts()[:rows])) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([""], r"line 1: there is no column “timestamp”"),
        ([HEADING.replace("value", "count")], "line 1: there is no column “value”"),
        ([HEADING, "2026-06-01 00:00:00,1", "yesterday,2"], "line 3: “yesterday” is no timestamp"),
        ([HEADING, "2026-06-01 00:00:00,many"], "line 2: “many” is no count"),
        ([HEADING, "2026-06-01 00:00:00,-1"], "line 2: “-1” is no count"),
        ([HEADING, "2026-06-01 00:00:00,1.5"], "line 2: “1.5” is no count"),
        ([HEADING, "2026-06-01 00:00:00,nan"], "line 2: “nan” is no count"),
        ([HEADING, "2026-06-01 00:00:00,inf"], "line 2: “inf” is no count"),
        ([HEADING, "2026-06-01 00:00:00"], "line 2: this row is too short"),
        ([HEADING, "2026-06-01 00:05:00,1", "2026-06-01 00:00:00,1"], "line 3: .* Sort the file"),
        ([HEADING, "2026-06-01 00:05:00,1", "2026-06-01 00:05:00,2"], "line 3: .* is there twice, with 1 and 2"),
        ([HEADING, "2026-06-01 00:05:00,1", "2026-06-01 00:10:00+00:00,2"], "line 3: some timestamps have a time zone"),
    ],
)
def test_a_broken_file_names_its_line_and_what_to_do(written, capsys, lines, said):
    file = written(*lines)

    assert main(["spikes", str(file)]) == 1
    with pytest.raises(SpikeError, match=said):
        run_spikes(file)
    assert capsys.readouterr().err.startswith("parishpump: counts.csv, line")


def test_a_file_that_is_not_there_or_no_text_says_so(tmp_path, capsys):
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\xff\xfe")

    assert main(["spikes", str(tmp_path / "none.csv")]) == main(["spikes", str(picture)]) == 1
    assert "cannot be read: No such file" in (said := capsys.readouterr().err)
    assert "is not text in UTF-8" in said


def test_summer_time_in_offsets_is_read_in_order(written):
    start = datetime.fromisoformat("2026-10-25T00:00:00+00:00")
    rows = [f"{(start + timedelta(minutes=5 * n)).isoformat()},1" for n in range(600)]
    rows[3] = "2026-10-25T01:15:00+01:00,1"

    assert run_spikes(written(HEADING, *rows)) == []
