"""Benefits as goals: what follows "should be able to …" in English.

People name benefits in two ways: as a deed ("Reduce licence fees") or as a thing ("Improved
collaboration"). A thing needs a verb before it.
"""

from __future__ import annotations

import re

_NAMES_A_THING = re.compile(
    r"(ed|ing|ion|ity|ance|ence|ment|ness|ive|ent|ant|ology|ware|er|al|able|ture|ies|ings|ions)$"
)
_DEEDS = """
accelerate achieve advance augment balance bring build capture complement consider cover deliver
discover document drive empower enable engage enhance enter exceed experience feed finance
foster give heal implement invent lower need offer outsource power prevent present recover
reveal secure shed signal speed succeed supplement surrender transfer trigger uncover underpin
win withdraw
"""
_VERB = "gain"


def as_goals(statements: list[str]) -> list[str]:
    """Benefits' statements in words that follow "be able to"; a run of things shares one verb.

    Example:
        >>> as_goals(["Reduce licence fees", "Improved collaboration", "Faster decisions"])
        ['reduce licence fees', 'gain improved collaboration', 'faster decisions']
    """
    goals: list[str] = []
    before_was_thing = False
    for statement in statements:
        goal = lowered(statement)
        is_thing = _is_thing(goal)
        goals.append(f"{_VERB} {goal}" if is_thing and not before_was_thing else goal)
        before_was_thing = is_thing
    return goals


def lowered(text: str) -> str:
    """The first word in lower case, unless it is an abbreviation: "IT costs" stays.

    Example:
        >>> lowered("Offer new data services"), lowered("IT costs")
        ('offer new data services', 'IT costs')
    """
    first = text.split(maxsplit=1)[0]
    return text if first[1:] != first[1:].lower() else text[0].lower() + text[1:]


def _is_thing(goal: str) -> bool:
    first = goal.split(maxsplit=1)[0].lower()
    return first not in _DEEDS.split() and _NAMES_A_THING.search(first) is not None
