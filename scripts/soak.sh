#!/usr/bin/env bash
# Load and crashes on a spool for 20 minutes and at least 2,000 jobs: workers in processes of their own are killed at random, jobs
# submitted, dropped and cancelled, and the disk runs full now and then; then every acknowledged job must have exactly one result.
#   scripts/soak.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
minutes=${1:-20}
JAVA_HOME=$(find_jdk) || die "no JDK from 17 on found; run scripts/setup.sh"
export JAVA_HOME
unshare -U -r -m true 2> /dev/null ||
  die "a user namespace is needed for a small disk; see unshare(1) and the sysctl kernel.unprivileged_userns_clone"
maven -q -Dquick -pl transport-file -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test -Dmdep.regenerateFile=true
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir "$home/spool" "$home/scratch"
classes=transport-file/target/test-classes:transport-file/target/classes:$(cat transport-file/target/test-classpath)
say "soaking for $minutes minutes"
# shellcheck disable=SC2016 # expanded by the inner shell
# The disk is a file system in memory that nobody else sees and that goes with the last process in it.
unshare -U -r -m sh -c 'mount -t tmpfs -o size=256m none "$1/spool" && exec "$2/bin/java" -Xmx256m -cp "$3" dev.guestkit.transport.file.Soak "$4" "$1/spool" "$1/scratch"' \
  sh "$home" "$JAVA_HOME" "$classes" "$minutes"
