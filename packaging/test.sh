#!/usr/bin/env bash
# Install the dependencies of MashStudio and its tests (once), then run the checks and the whole test suite.
# Arguments go to pytest.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_system_packages "${test_packages[@]}"
install_python requirements.txt requirements-test.txt
# Without bytecode on disk, each of the thousand processes that the tests start would compile all modules again.
unset PYTHONDONTWRITEBYTECODE
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
# Two processes, as a test keeps only one core busy. Each runs whole files in order, as their fixtures are costly.
.venv/bin/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder "$@"
