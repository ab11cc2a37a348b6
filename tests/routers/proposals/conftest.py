from __future__ import annotations

from datetime import datetime

import pytest

from app.documents.order import Edition
from app.value import ValueStatement
from tests.documents.returned.edited import Edited, ours


@pytest.fixture
def statement(api, example):
    return api.statement(example)


@pytest.fixture
def url(statement):
    return f"{statement['url']}/proposals"


@pytest.fixture
def version(api, statement):
    """The draft, frozen."""
    answer = api("POST", f"{statement['url']}/versions", json={"label": "First"})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def workbook(version):
    """The version's workbook, in somebody's hands."""
    told = ("version_number", "label", "stage", "author", "content_hash")
    edition = Edition(
        **{name: version[name] for name in told},
        issued_at=datetime.fromisoformat(version["created_at"]),
    )
    return Edited(ours(ValueStatement.model_validate(version["statement"]), edition=edition))
