# Sourced by run.sh and test.sh: functions that install MashStudio's dependencies, unless they are installed already.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Dependencies of the Python packages: PortAudio, Rubber Band, Qt's libraries, a Korean font.
system_packages=(python3-venv libportaudio2 rubberband-cli libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0
  libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libdbus-1-3 fonts-nanum)

# Dependencies of the tests: a sound server for virtual devices, a virtual display with simulated mouse and keys, and the
# accessibility bus; a synthesiser, a small soundfont, and grooves.
# shellcheck disable=SC2034
test_packages=(pulseaudio pulseaudio-utils libasound2-plugins xvfb openbox xdotool imagemagick dbus at-spi2-core
  libfluidsynth3 timgm6mb-soundfont mma)

say() { printf '%s\n' "$*" >&2; }

# install_system_packages [PACKAGE …]: install system_packages and these.
install_system_packages() {
  if ! command -v apt-get >/dev/null; then
    command -v rubberband >/dev/null || say "Please install PortAudio and Rubber Band (on a Mac: brew install portaudio rubberband)."
    return
  fi
  local missing=() package
  for package in "${system_packages[@]}" "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      say "MashStudio needs some system packages. Please run this line, then start again:"
      say "  sudo apt-get install ${missing[*]}"
      exit 1
    fi
    as_root=(sudo)
  fi
  say "Installing system packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

find_python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  say "MashStudio needs Python 3.11, 3.12 or 3.13. Please install one of them (sudo apt-get install python3), then start again."
  exit 1
}

# PyPI's Linux build of torch depends on gigabytes of CUDA. So try the CPU build first, from pip's configured index, then
# from PyTorch's; PyPI's build is the last resort.
install_torch() {
  local pip=("$@") torch
  torch="$(sed -n 's/^torch==\([0-9.]*\).*/\1/p' packaging/requirements.txt)"
  if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then
    "${pip[@]}" --no-deps "torch==$torch+cpu" >/dev/null 2>&1 && return
    "${pip[@]}" --no-deps --retries 1 --timeout 15 --index-url https://download.pytorch.org/whl/cpu \
      "torch==$torch+cpu" >/dev/null 2>&1 && return
    say "PyTorch's CPU build can't be reached; taking PyPI's larger one."
    "${pip[@]}" "torch==$torch"
    return
  fi
  "${pip[@]}" --no-deps "torch==$torch"
}

# install_python REQUIREMENTS…: create .venv with the packages of these files, and MashStudio itself.
install_python() {
  local wanted stamp=.venv/installed
  wanted="$(cat pyproject.toml packaging/*.txt | cksum) $PWD $*"
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  local python
  python="$(find_python)"
  say "Setting up MashStudio's own Python environment in .venv (about a minute, 2 GB of disk) …"
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  rm -f "$stamp"
  local pip=(.venv/bin/python -m pip --disable-pip-version-check install -qq --no-compile)
  install_torch "${pip[@]}"
  local files=() file
  for file in "$@"; do files+=(-r "packaging/$file"); done
  # Every package is listed and pinned, so that no dependency pulls in another torch.
  "${pip[@]}" --no-deps "${files[@]}"
  "${pip[@]}" --no-deps --no-build-isolation --editable .
  # pip would compile on one core. Some packages contain templates that aren't valid Python: ignore their errors.
  .venv/bin/python -m compileall -qq -j 0 .venv/lib || true
  printf '%s' "$wanted" >"$stamp"
}
