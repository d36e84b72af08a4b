"""Tails against sums of every term."""

from math import exp, lgamma, log, log10

import pytest

from parishpump.inbox.spikes.tails import poisson_tail, uneven_tail


def poisson_sum(count: int, mean: float) -> float:
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count, count + 2_000))


def uneven_sum(count: int, mean: float, unevenness: float) -> float:
    r = 1 / unevenness
    share = mean / (mean + r)
    return sum(
        exp(lgamma(k + r) - lgamma(r) - lgamma(k + 1) + r * log(1 - share) + k * log(share))
        for k in range(count, count + 40_000)
    )


@pytest.mark.parametrize(("count", "mean"), [(1, 0.01), (8, 0.5), (8, 2), (40, 20), (150, 100)])
def test_the_poisson_tail_is_the_sum_of_its_terms(count, mean):
    assert poisson_tail(count, mean) == pytest.approx(-log10(poisson_sum(count, mean)), abs=1e-6)


@pytest.mark.parametrize("unevenness", [0.02, 0.5, 1, 3, 10])
@pytest.mark.parametrize(("count", "mean"), [(1, 0.01), (8, 0.5), (8, 2), (40, 20), (400, 100)])
def test_the_uneven_tail_is_the_sum_of_its_terms(count, mean, unevenness):
    expected = -log10(uneven_sum(count, mean, unevenness))

    assert uneven_tail(count, mean, unevenness) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_count_up_to_the_expected_is_not_improbable(count):
    assert poisson_tail(count, 5) == uneven_tail(count, 5, 0.5) == 0


def test_the_largest_counts_are_measured_at_once():
    assert uneven_tail(10**9, 0.1, 0.02) > uneven_tail(10**6, 0.1, 0.02) > 1_000
