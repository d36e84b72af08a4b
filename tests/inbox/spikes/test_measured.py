"""The labelled series of other people, where they lie beside the repository."""

import pytest

from bench.spikes import SERIES, spikes

needs_series = pytest.mark.skipif(not SERIES.is_dir(), reason=f"the labelled series are not at {SERIES}")


@needs_series
def test_more_labelled_windows_are_hit_at_half_the_false_alarms_of_the_starting_point():
    figures = spikes()

    assert figures["spikes_hits"] >= 15
    assert figures["spikes_windows"] == 16
    assert figures["spikes_false_week"] <= 0.8


def test_the_measurement_says_nothing_where_there_is_nothing_to_measure(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("bench.spikes.SERIES", tmp_path / "none")

    assert spikes() == {}
    assert capsys.readouterr().out == ""
