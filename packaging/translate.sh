#!/usr/bin/env bash
# Run after changing user-visible text: update resources/translations/mashstudio_ko.ts from the sources, to be translated
# with `.venv/bin/pyside6-linguist` or a text editor, and compile it to the .qm that the window loads. Commit both.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ts=resources/translations/mashstudio_ko.ts
messages=$(mktemp -d)/messages.py
trap 'rm -r "$(dirname "$messages")"' EXIT
.venv/bin/python packaging/messages.py >"$messages"
mapfile -t sources < <(find mashstudio/gui -name '*.py' | LC_ALL=C sort)
.venv/bin/pyside6-lupdate "${sources[@]}" "$messages" -no-obsolete -locations none -ts "$ts"
.venv/bin/pyside6-lrelease "$ts" -qm "$ts.new"
# Not in place: a window that is open reads the old file as it needs it, and would crash.
mv "$ts.new" "${ts%.ts}.qm"
