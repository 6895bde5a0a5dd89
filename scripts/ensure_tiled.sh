#!/bin/sh
# See to it that there is a tmxrasterizer, with which Tiled itself draws maps, for the tests of drawing: install it
# where that can be done unasked. Without it those tests are skipped, save in CI.
set -eu

command -v tmxrasterizer >/dev/null 2>&1 && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo -n"
fi
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
  echo "eiland: installing Tiled for the tests of drawing" >&2
  $as_root apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends tiled >&2 || true
fi

command -v tmxrasterizer >/dev/null 2>&1 && exit 0
echo "The tests of drawing compare with Tiled: install the package 'tiled' to run them." >&2
[ -z "${CI:-}" ]
