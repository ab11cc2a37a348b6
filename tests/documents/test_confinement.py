"""A confined process can print and nothing else: tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ATTEMPTS = {
    "reach the network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "listen": "import socket; socket.socket()",
    "start a program": "import subprocess; subprocess.run(['true'])",
    "call a shell": "import os; os.system('true')",
    "fork": "import os; os.fork()",
    "read a file of the machine": "open('/etc/passwd').read()",
    "climb out of the templates": "open(str(TEMPLATES) + '/../../../etc/passwd').read()",
    "write a file": "open(str(TEMPLATES / 'planted'), 'w')",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_confined_process_cannot(attempt):
    program = f"""
from app.documents.confinement import ConfinedError, confine
from app.documents.fonts import TEMPLATES
confine()
try:
    {ATTEMPTS[attempt]}
except ConfinedError:
    print("refused")
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.stdout == "refused\n", answer.stderr


def test_a_confined_process_reads_its_templates():
    program = """
from app.documents.confinement import confine
from app.documents.fonts import TEMPLATES
confine()
print(len((TEMPLATES / "documents" / "print.css").read_text()) > 0)
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.stdout == "True\n", answer.stderr
