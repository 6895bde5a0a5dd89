#!/bin/sh
# See to it that there is a Chromium for the browser tests: install it where that can be done unasked.
set -eu

found() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
      return 0
    fi
  done
  return 1
}

found && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo -n"
fi
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
  echo "eiland: installing Chromium for the browser tests" >&2
  $as_root apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >&2 || true
fi

found && exit 0
echo "The browser tests need Chromium: install the package 'chromium' (or Google Chrome) and try again." >&2
exit 1
