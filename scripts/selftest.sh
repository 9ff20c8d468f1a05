#!/usr/bin/env bash
# Tries the scripts themselves on made-up trees.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
project=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

report() { # MODULE CLASS ATTRIBUTES [LAST LINE]
  mkdir -p "$1/target/full-reports"
  printf '<?xml version="1.0"?>\n<testsuite name="%s" time="1" tests="1" %s>\n%s\n' "$2" "$3" "${4-</testsuite>}" > "$1/target/full-reports/TEST-$2.xml"
}
expect() { [ "$2" = "$3" ] || die "$1: expected '$3', got '$2'"; }

expect "nothing was run yet" "$("$project/scripts/resume.sh" full-reports one)" ""
report a dev.guestkit.PassedTest 'errors="0" skipped="0" failures="0"'
report a dev.guestkit.FailedTest 'errors="0" skipped="0" failures="1"'
report b/c dev.guestkit.BrokenTest 'errors="1" skipped="0" failures="0"'
report b/c dev.guestkit.SkippedTest 'errors="0" skipped="1" failures="0"'
report b/c dev.guestkit.CutTest 'errors="0" skipped="0" failures="0"' '<testcase'
expect "a killed run goes on" "$("$project/scripts/resume.sh" full-reports one)" "dev/guestkit/PassedTest.java"
expect "other code begins anew" "$("$project/scripts/resume.sh" full-reports two)" ""
expect "and its reports are gone" "$(find . -name 'TEST-*')" ""

# The key of the code changes with any file, and not with what was built.
cp -r "$project/scripts" "$project/check" .
one=$(tree_key)
mkdir -p target && echo x > target/x
expect "what was built is no code" "$(tree_key)" "$one"
echo x > new
[ "$(tree_key)" != "$one" ] || die "a new file did not change the key of the code"
say "the scripts do what they say"
