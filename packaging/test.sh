#!/usr/bin/env bash
# Installs what MashStudio and its tests need (once), then runs the checks and the whole test suite.
# Arguments go to pytest.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_system_packages "${test_packages[@]}"
install_python requirements.txt requirements-test.txt
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/python -m pytest "$@"
