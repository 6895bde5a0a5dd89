#!/bin/sh
# See to it that a program for the tests is here: install its package where that can be done unasked.
#
#   ensure_program.sh PACKAGE "what it is for" must|may PROGRAM...
#
# One of the PROGRAMs, by name or by the pattern of a path, is enough. Without it `must` fails; `may` leaves out the
# tests that need it, which fail by themselves in CI.
set -eu

package=$1
purpose=$2
need=$3
shift 3

found() {
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 && return 0
    for path in $program; do
      [ -x "$path" ] && [ -f "$path" ] && return 0
    done
  done
  return 1
}

found "$@" && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo -n"
fi
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
  echo "eiland: installing $package for $purpose" >&2
  $as_root apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$package" >&2 || true
fi

found "$@" && exit 0
if [ "$need" = must ]; then
  echo "There is no $1 for $purpose: install the package '$package' and try again." >&2
  exit 1
fi
echo "There is no $1 for $purpose, which are left out: install the package '$package' to run them." >&2
