#!/usr/bin/env bash
# Remembers which test classes passed, so that a run that was killed goes on where it was.
#   scripts/resume.sh REPORTS KEY
# REPORTS is the folder's name below each module's target, KEY what the answers hold for (code, fixtures, JDK). Reports of another KEY are
# removed. Prints the classes whose every test passed, one a line, as the test runner's exclusion patterns.
set -euo pipefail
reports=$1 key=$2 mark=target/$1.key
if [ "$(cat "$mark" 2> /dev/null)" != "$key" ]; then
  find . -type d -path "*/target/$reports" -prune -exec rm -rf {} +
  mkdir -p target
  printf '%s\n' "$key" > "$mark"
fi
# A report is written when its class has ended; one that was cut off lacks its last line.
find . -path "*/target/$reports/TEST-*.xml" | sort | while read -r report; do
  head -c 4096 "$report" | tr '\n' ' ' | grep -q '<testsuite [^>]*errors="0" skipped="0" failures="0"' || continue
  tail -c 64 "$report" | grep -q '</testsuite>' || continue
  class=${report##*/TEST-}
  class=${class%.xml}
  printf '%s.java\n' "$(printf '%s' "$class" | tr . /)"
done
