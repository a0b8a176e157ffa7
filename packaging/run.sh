#!/usr/bin/env bash
# Installs what MashStudio needs (once), then starts it. Arguments go to the `mashstudio` command.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
install_system_packages
install_python requirements.txt
exec .venv/bin/mashstudio "$@"
