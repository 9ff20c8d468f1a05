# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Where paths of the guest lead as the guest itself sees them: absolute links begin at $place, and nothing leads out of it.
cd "$place" || exit 1
declare -A led links_to
# Sets `real`, relative, without links in it and empty for the root. Fails for links in a circle. In: PATH
resolve() {
  real=${led[/$1]-}
  case $real in
    /*) real=${real#/}; return 0;;
    circle) return 1;;
  esac
  local todo=$1 part target steps=0 links=0
  real=
  led[/$1]=circle
  while [ -n "$todo" ]; do
    part=${todo%%/*}
    case $todo in */*) todo=${todo#*/};; *) todo=;; esac
    steps=$((steps + 1))
    [ $steps -le 4096 ] || return 1
    case $part in
      '' | .) continue;;
      ..) case $real in */*) real=${real%/*};; *) real=;; esac; continue;;
    esac
    part=${real:+$real/}$part
    if [ ! -L "./$part" ]; then real=$part; continue; fi
    # As many as Linux follows.
    links=$((links + 1))
    target=${links_to[/$part]-}
    if [ -z "$target" ]; then target=$(readlink -n -- "./$part"; echo x); links_to[/$part]=$target; fi
    todo=${target%x}${todo:+/$todo}
    [ $links -le 40 ] && [ ${#todo} -le 8192 ] || return 1
    case $todo in /*) real=;; esac
  done
  led[/$1]=/$real
}
