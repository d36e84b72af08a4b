"""How improbable a count is: exact tails, as the number of noughts before the first figure that is not one."""

from math import lgamma, log, log1p

_TEN = log(10)
_TINY = 1e-300


def poisson_tail(count: int, expected: float) -> float:
    """-log10 P(X >= count), where messages come independently and `expected` (> 0) come on average.

    A count up to what is expected is not improbable: 0.
    """
    if count <= expected:
        return 0.0
    first = count * log(expected) - expected - lgamma(count + 1)
    total = term = 1.0
    following = count
    while term > 1e-9 * total:
        following += 1
        term *= expected / following
        total += term
    return max(0.0, -(first + log(total)) / _TEN)


def uneven_tail(count: int, expected: float, unevenness: float) -> float:
    """The same where messages come in clumps: negative binomial, variance `expected + unevenness * expected**2`.

    `unevenness` is above 0. P(X >= k) is the regularised incomplete beta function I_q(k, r) with r = 1 / unevenness
    and q = expected / (expected + r).
    """
    if count <= expected:
        return 0.0
    spread = 1 / unevenness
    share = expected / (expected + spread)
    front = (
        lgamma(count + spread)
        - lgamma(count)
        - lgamma(spread)
        + count * log(share)
        + spread * log1p(-share)
        - log(count)
    )
    return max(0.0, -(front + log(_beta_fraction(float(count), spread, share))) / _TEN)


def _beta_fraction(first: float, second: float, share: float) -> float:
    """The continued fraction of the incomplete beta function (NIST DLMF 8.17.22), by Lentz's method.

    It converges fast where `share` is below the mean of the distribution, as it is for every count above the expected.
    """
    backward = 1.0 - (first + second) * share / (first + 1)
    down = 1 / (backward or _TINY)
    up, value = 1.0, down
    for number in range(1, 500):
        twice = first + 2 * number
        for step in (
            number * (second - number) * share / ((twice - 1) * twice),
            -(first + number) * (first + second + number) * share / (twice * (twice + 1)),
        ):
            down = 1 / ((1 + step * down) or _TINY)
            up = (1 + step / up) or _TINY
            value *= down * up
        if abs(down * up - 1) < 1e-9:
            break
    return value
