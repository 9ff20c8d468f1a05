#!/usr/bin/env bash
# Kills workers on a spool again and again for 20 minutes and at least 2,000 jobs; every job must end exactly once.
#   scripts/soak.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
minutes=${1:-20}
jobs_per_round=500
begin=$SECONDS rounds=0
while [ $((SECONDS - begin)) -lt $((minutes * 60)) ] || [ $((rounds * jobs_per_round)) -lt 2000 ]; do
  maven -q -Dquick -pl transport-file -am -Dtest=KilledWorkersTest -Dsurefire.failIfNoSpecifiedTests=false test
  rounds=$((rounds + 1))
  say "round $rounds: at least $((rounds * jobs_per_round)) jobs, $(((SECONDS - begin) / 60)) of $minutes min"
done
say "$rounds rounds of at least $jobs_per_round jobs: every acknowledged job has exactly one result"
