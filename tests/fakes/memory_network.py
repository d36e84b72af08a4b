"""A network in this process: keeps the contract of networks.contract.Network, and fails when it is told to."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import pytest

from parishpump.networks.contract import Health, Limits, NetworkError, Parcel, Receipt, Shown
from parishpump.networks.registry import LIMITS, NETWORKS, Known

_LIMITS = Limits(
    characters=2000,
    counts="characters",
    url_counts=None,
    pictures=4,
    picture_bytes=None,
    alt_required=False,
    edits=True,
    withdraws=True,
)


class MemoryNetwork:
    """Posts by key. `faults` are taken one a call: lost before acceptance, lost after it, refused, or rate limited."""

    name: ClassVar[str] = "memory"

    def __init__(self, watch: Callable[[Parcel], None] = lambda parcel: None) -> None:
        self.shown: dict[str, Parcel] = {}
        self.accepted: list[str] = []
        self.twice: list[str] = []
        self.faults: list[str] = []
        self._watch = watch

    @classmethod
    def limits(cls) -> Limits:
        return _LIMITS

    def read_limits(self) -> Limits:
        return _LIMITS

    def check(self) -> Health:
        return Health(ok=True, account="memory", message="", ends_at=None)

    def publish(self, parcel: Parcel) -> Receipt:
        fault = self.faults.pop() if self.faults else ""
        if fault == "lost before":
            raise NetworkError(permanent=False, outcome_known=False, reason="silent", detail="no answer")
        if fault == "rate limited":
            raise NetworkError(permanent=False, outcome_known=True, reason="rate limited", retry_after=60)
        if fault == "refused":
            raise NetworkError(permanent=True, outcome_known=True, reason="refused")
        self._watch(parcel)
        if parcel.key in self.accepted:
            self.twice.append(parcel.key)
        self.accepted.append(parcel.key)
        self.shown[parcel.key] = parcel
        if fault == "lost after":
            raise NetworkError(permanent=False, outcome_known=False, reason="silent", detail="no answer")
        return self._receipt(parcel.key)

    def find(self, parcel: Parcel) -> Receipt | None:
        return self._receipt(parcel.key) if parcel.key in self.shown else None

    def read(self, receipt: Receipt) -> Shown | None:
        parcel = self.shown.get(receipt.reference)
        return Shown(parcel.text, (), receipt.address, receipt.reference) if parcel else None

    def edit(self, receipt: Receipt, parcel: Parcel) -> Receipt:
        self._watch(parcel)
        self.shown[receipt.reference] = parcel
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        self.shown.pop(receipt.reference, None)

    @staticmethod
    def _receipt(key: str) -> Receipt:
        return Receipt(key, f"https://memory.example/{key}")


def plug_in(patch: pytest.MonkeyPatch, network: MemoryNetwork) -> None:
    """Let channels whose network is `memory` speak to this one."""

    def opened(credentials: Mapping[str, str], **_: Any) -> MemoryNetwork:
        return network

    patch.setitem(NETWORKS, "memory", Known(opened, (), _LIMITS))
    patch.setitem(LIMITS, "memory", _LIMITS)
