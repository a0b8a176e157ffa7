#!/usr/bin/env bash
# Install MashStudio's dependencies (once), then start it. Arguments go to the `mashstudio` command.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_system_packages
install_python requirements.txt
exec .venv/bin/mashstudio "$@"
