#!/usr/bin/env bash
# Makes the test guests into the cache, as root or through sudo: debootstrap needs root.
#   scripts/fixtures.sh [ARGUMENT OF fixtures/make...]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
dir=${GUESTKIT_FIXTURES:-${XDG_CACHE_HOME:-$HOME/.cache}/guestkit/fixtures}
mkdir -p "$dir"
status=0
as_root fixtures/make "$@" "$dir" || status=$?
[ "$(id -u)" = 0 ] || as_root chown -R "$(id -u):$(id -g)" "$dir"
exit $status
