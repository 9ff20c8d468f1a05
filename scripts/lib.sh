# Sourced by quickstart, check and the scripts beside it.
# shellcheck shell=bash

# File names are bytes; a JVM in the plain locale would lose every letter beyond ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *UTF-8* | *utf8*) ;; *) export LC_ALL=C.UTF-8 ;; esac

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# The feature version of a JDK's home, from its release file; empty when it has none.
jdk_version() { sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release" 2> /dev/null; }
is_jdk() { [ -x "$1/bin/javac" ] && [ "$(jdk_version "$1")" -ge 17 ] 2> /dev/null; }

# The JDK to build with: JAVA_HOME when it is one from 17 on, else that of javac on the PATH, else any installed one.
find_jdk() {
  local home javac
  javac=$(command -v javac || true)
  for home in "${JAVA_HOME:-}" "${javac:+$(dirname "$(dirname "$(readlink -f "$javac")")")}" /usr/lib/jvm/*; do
    if [ -n "$home" ] && is_jdk "$home"; then echo "$home"; return 0; fi
  done
  return 1
}

# The newest long-term JDK installed (17, 21, 25, ...); empty when there is none.
newest_lts() {
  local home version best=0 found=
  for home in "${GUESTKIT_LTS_HOME:-}" /usr/lib/jvm/*; do
    if [ -z "$home" ] || [ -L "$home" ] || ! is_jdk "$home"; then continue; fi
    version=$(jdk_version "$home")
    if [ $(((version - 17) % 4)) = 0 ] && [ "$version" -gt "$best" ]; then best=$version found=$home; fi
  done
  [ "$best" -gt 17 ] && echo "$found" || true
}

# maven ARGUMENT...: the Maven on the PATH when it is 3.8.7 or newer, else the one that ./mvnw fetches.
# GUESTKIT_MAVEN_REPO names another local repository; MAVEN_ARGS is heeded, which Maven before 3.9 does not do by itself.
maven() {
  local version args=(-B -ntp)
  if [ -z "${maven_command:-}" ]; then
    version=$(mvn -v 2> /dev/null | sed 's/\x1b\[[0-9;]*m//g' | sed -n 's/^Apache Maven \([0-9.]*\).*/\1/p') || true
    maven_command=./mvnw
    if [ -n "$version" ] && printf '3.8.7\n%s\n' "$version" | sort -CV; then maven_command=mvn; fi
  fi
  [ -z "${GUESTKIT_MAVEN_REPO:-}" ] || args+=("-Dmaven.repo.local=$GUESTKIT_MAVEN_REPO")
  # shellcheck disable=SC2206 # a list of arguments, as Maven itself takes it
  args+=(${MAVEN_ARGS:-})
  MAVEN_ARGS='' "$maven_command" "${args[@]}" "$@"
}

# A hash of every file of the project that was not built, names and contents.
tree_key() {
  find . \( -name .git -o -name target -o -path ./benchmarks/results \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-32
}
