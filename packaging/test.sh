#!/usr/bin/env bash
# Installs what MashStudio and its tests need (once), then runs the checks and the whole test suite.
# Arguments go to pytest.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_system_packages "${test_packages[@]}"
install_python requirements.txt requirements-test.txt
# Without bytecode on disk, each of the thousand programs that the tests start compiles itself anew.
unset PYTHONDONTWRITEBYTECODE
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
# Two processes: a test alone keeps one core busy. Each takes whole files, whose fixtures are costly, in their order.
.venv/bin/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder "$@"
