# Shared by the scripts beside it, which source it first: goes to the checkout and brings the machine to work.
# POSIX sh. Nothing here is done twice: packages only when missing, wheels only when the lock has changed.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE # it would make every start compile the program anew
PYTHON=.venv/bin/python

# Debian packages: what Qt and OpenCV load at run time, the Chinese font, and what a machine without a display needs.
RUN_PACKAGES="libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
  libxcb-keysyms1 libxcb-shape0 libzbar0 libpulse0 libcups2 fonts-noto-cjk"
SCREEN_PACKAGES="xvfb xauth xdotool"
# Outside tools that check what the station made: signatures, certificates, the database, syncs, key events, windows.
TEST_PACKAGES="poppler-utils libnss3-tools sqlite3 strace x11-utils"

say() { printf '%s\n' "$*" >&2; }

# Prints those of the named packages that are not installed. A name may have got the suffix t64 (Debian 13).
missing_packages() {
  installed=$(for name in "$@"; do echo "$name" "${name}t64"; done |
    xargs dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii *//; s/t64$//; /^[a-z]/p' || true)
  for name in "$@"; do
    printf '%s\n' "$installed" | grep -qxF -- "$name" || printf '%s ' "$name"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_install() {
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }
}

# Installs what is missing of the named Debian packages, or says in one line what to install. Elsewhere the README helps.
need_packages() {
  command -v dpkg-query >/dev/null || return 0
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if ! may_install; then
    say "Missing packages. Run as root: apt-get install -y --no-install-recommends $missing"
    exit 1
  fi
  say "Installing Debian packages: $missing"
  # shellcheck disable=SC2086 # a list of names
  quietly as_root sh -c 'apt-get -qq update &&
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@"' sh $missing
}

# Shows what a command says only if it fails.
quietly() {
  said=$("$@" 2>&1) || { code=$?; say "$said"; exit "$code"; }
}

# The first Python of at least 3.11 on the path.
find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$name"; return; }
  done
  say "Python 3.11 or later is needed; none was found on the path"
  exit 1
}

make_venv() {
  python=$(find_python)
  "$python" -c 'import ensurepip' 2>/dev/null || need_packages python3-venv # Debian parts it from python3
  "$python" -m venv --clear .venv
}

# The checkout itself: found by a path file, so that nothing is built and a change shows at once; `station` on the side.
link_checkout() {
  "$PYTHON" -c 'import pathlib, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "receiving-station.pth").write_text(f"{pathlib.Path.cwd()}\n", encoding="utf-8")'
  printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m station "$@"\n' "$PWD" >.venv/bin/station
  chmod +x .venv/bin/station
}

# What the environment was made from: the checkout's place and the lock's content.
stamp_of() {
  printf '%s ' "$PWD"
  sha256sum <"$1"
}

# need_wheels LOCK…: the environment holds the wheels of the first lock; the others are contained in it.
need_wheels() {
  stamp=.venv/$1.stamp
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(stamp_of "$1")" ] && return 0
  "$PYTHON" -c '' 2>/dev/null || make_venv
  say "Installing the locked wheels of $1"
  "$PYTHON" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r "$1" >&2
  link_checkout
  for lock in "$@"; do stamp_of "$lock" >".venv/$lock.stamp"; done
}

# Runs a command on a virtual screen of the smallest size that the pages are drawn for.
on_virtual_screen() {
  QT_QPA_PLATFORM=xcb xvfb-run -a -s '-screen 0 1366x768x24 -nolisten tcp' "$@"
}
