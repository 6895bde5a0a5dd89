#!/bin/sh
# See to it that there is a PostgreSQL for the tests of the attendance log: install it where that can be done unasked.
set -eu

found() {
  command -v initdb >/dev/null 2>&1 && return 0
  for program in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$program" ] && return 0
  done
  return 1
}

found && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo -n"
fi
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
  echo "eiland: installing PostgreSQL for the tests of the attendance log" >&2
  $as_root apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends postgresql >&2 || true
fi

found && exit 0
echo "Some tests of the attendance log need PostgreSQL: install the package 'postgresql'. They are skipped." >&2
exit 0
