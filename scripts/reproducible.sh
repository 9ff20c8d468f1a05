#!/usr/bin/env bash
# Builds the jars once more, from a copy of the sources in another place, and compares them byte by byte with those in target.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
copy=$PWD/target/reproduced
rm -rf "$copy"
mkdir -p "$copy"
trap 'rm -rf "$copy"' EXIT
find . \( -name .git -o -name target \) -prune -o -type f -print0 | tar -cf - --null -T - | tar -xf - -C "$copy"
(cd "$copy" && maven -q -Dquick -Dmaven.test.skip=true -T 2 package)
compared=0
while read -r jar; do
  cmp "$jar" "$copy/$jar" || die "$jar differs when it is built once more"
  compared=$((compared + 1))
done < <(find . -path '*/target/guestkit-*.jar' ! -path '*/lib/*' ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -path "./target/*" | sort)
[ "$compared" -ge 8 ] || die "only $compared jars were found to compare; build them first"
say "$compared jars are the same, byte by byte, when they are built once more"
