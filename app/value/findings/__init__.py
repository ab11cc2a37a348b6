"""The case check: is it compelling, and would finance accept it?

One small rule for each question. `RULES` is the registry that is documented to users.
"""

from app.value.findings.check import Checklist, check, findings_in
from app.value.findings.registry import RULES
from app.value.findings.rule import Limits, Rule

__all__ = ["RULES", "Checklist", "Limits", "Rule", "check", "findings_in"]
