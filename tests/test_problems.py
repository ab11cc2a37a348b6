from __future__ import annotations

import pytest

from app.documents.errors import PrintError
from app.documents.returned.errors import ReturnedWorkbookError
from app.problem_types import BY_CODE, PROBLEM_TYPES
from app.problems import ANSWERS, code_of, problem_of
from app.services.errors import ServiceError
from app.settings import SettingsError
from app.store.errors import StoreError
from app.value import StatementError

TREES = (StatementError, ServiceError, StoreError, PrintError, ReturnedWorkbookError)


def _descendants(kind):
    return {kind}.union(*map(_descendants, kind.__subclasses__()))


def _unanswered(kinds):
    return {kind for kind in kinds if code_of(kind) == "INTERNAL" and kind not in ANSWERS}


def test_every_domain_error_has_an_answer():
    kinds = set().union(*map(_descendants, TREES))
    assert len(kinds) >= 15
    assert _unanswered(kinds) == set()


def test_a_domain_error_without_an_answer_is_noticed():
    class NewError(Exception):
        pass

    assert _unanswered({NewError}) == {NewError}


def test_every_answer_is_one_of_the_listed_kinds():
    assert set(ANSWERS.values()) <= set(BY_CODE)
    assert len(BY_CODE) == len(PROBLEM_TYPES)


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda kind: kind.code)
def test_every_kind_is_explained_to_its_reader(kind):
    assert kind.title
    assert kind.explanation[0].isupper()
    assert kind.url == f"/problems/{kind.code.lower().replace('_', '-')}"
    is_to_come = kind.status == 503 or kind.code in ("STILL_RUNNING", "NOT_FINISHED")
    assert (kind.retry_after is not None) == is_to_come


def test_the_text_of_an_error_nobody_wrote_for_callers_stays_in_the_log():
    problem = problem_of(StoreError("disk /srv/secret"))
    assert "secret" not in problem.detail
    assert problem_of(SettingsError("VALUE_X")).kind.code == "INTERNAL"
