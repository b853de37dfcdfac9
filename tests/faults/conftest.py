from __future__ import annotations

from collections.abc import Iterator

import pytest

from factories.notifications import PostOffice
from faults.house import House


@pytest.fixture
def house(shared_database: None) -> Iterator[House]:
    house = House()
    yield house
    house.close()


@pytest.fixture
def office() -> Iterator[PostOffice]:
    office = PostOffice()
    yield office
    office.close()
