#!/usr/bin/env bash
# Checks every shell script of the project: syntax, and shellcheck's advice.
#   scripts/lint.sh [quick]
# quick goes without shellcheck where it is not installed.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
mapfile -t scripts < <(find . \( -name .git -o -name target \) -prune -o -type f ! -path ./mvnw -print | sort | while read -r f; do
  if [[ $f == *.sh ]] || head -c 32 "$f" | grep -qaE '^#!.*(bash|/sh)'; then echo "$f"; fi
done)
[ ${#scripts[@]} -ge 10 ] || die "only ${#scripts[@]} scripts were found; there are more"
for script in "${scripts[@]}"; do bash -n "$script"; done
if command -v shellcheck > /dev/null; then
  shellcheck -x -S warning "${scripts[@]}"
elif [ "${1:-}" = quick ]; then
  say "shellcheck is not installed; syntax alone was checked"
else
  die "shellcheck is not installed; run scripts/setup.sh check"
fi
say "${#scripts[@]} scripts are in order"
