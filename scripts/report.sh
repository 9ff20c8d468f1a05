#!/usr/bin/env bash
# Sums up what the test runner wrote.
#   scripts/report.sh [--none-skipped] [REPORTS]
# REPORTS is the folder's name below each module's target, surefire-reports by default. --none-skipped fails when a test
# was skipped: a part was missing that has to be here.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
strict=
if [ "${1:-}" = --none-skipped ]; then strict=1; shift; fi
mapfile -t files < <(find . -path "*/target/${1:-surefire-reports}/TEST-*.xml" | sort)
[ ${#files[@]} != 0 ] || die "no test report found: nothing was tested"

awk '
  function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
  /<testsuite / { split(FILENAME, part, "/target/"); tests[part[1]] += attribute("tests"); failures += attribute("failures"); errors += attribute("errors"); skipped += attribute("skipped"); seconds[part[1]] += attribute("time") }
  /<testcase / { name = attribute("classname") "." attribute("name") }
  /<skipped/ { why = attribute("message"); print "skipped: " name (why == "" ? "" : ": " why) }
  END {
    for (module in tests) { printf "%-36s %6d tests %8.1f s\n", substr(module, 3), tests[module], seconds[module] | "sort"; total += tests[module] }
    close("sort")
    printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", total, failures, errors, skipped
    exit (failures + errors > 0) ? 1 : (skipped > 0) ? 3 : 0
  }' "${files[@]}" || status=$?
case ${status:-0} in
  0) ;;
  3) [ -z "$strict" ] || die "tests were skipped, see above; ./check has everything they need" ;;
  *) die "tests failed" ;;
esac
