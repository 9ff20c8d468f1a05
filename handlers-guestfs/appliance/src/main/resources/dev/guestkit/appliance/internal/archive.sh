# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Finds files of the guest that are to be copied. In: arrays `globs`, `trees` and `large`. Out: "LETTERS SIZE NAME/", each ended by NUL: first g
# for what a glob and l for what a glob for large files matched, t for what is in a tree, then the kind of the file; c for a way that leads in a
# circle; at last the word end. The slash is there so that blanks at the end of a name stay. Names are the guest's: they are only ever expanded
# within quotes. After resolve.sh.
shopt -s nullglob

# Prints what globs match. In: LETTER GLOB...
matches() {
  local letter=$1 glob folder rest name IFS=
  local candidates=()
  shift
  for glob; do
    folder=${glob%%[*?[]*}
    case $folder in */*) folder=${folder%/*};; *) folder=;; esac
    if ! resolve "$folder"; then printf 'c 0 %s/\0' "$glob"; continue; fi
    rest=${glob#"$folder"} rest=${rest#/}
    case $rest in
      # What a wildcard matches on the way may be a link as well.
      *[*?[]*/*)
        for name in "./${real:+$real/}"$rest; do
          name=${name#./}
          if ! resolve "${name%/*}"; then printf 'c 0 %s/\0' "$name"; continue; fi
          candidates+=("./${real:+$real/}${name##*/}")
        done;;
      *[*?[]*) for name in "./${real:+$real/}"$rest; do candidates+=("$name"); done;;
      *) name=./${real:+$real/}$rest; if [ -e "$name" ] || [ -L "$name" ]; then candidates+=("$name"); fi;;
    esac
  done
  [ ${#candidates[@]} -gt 0 ] || return 0
  if [ ${#candidates[@]} -lt 500 ]; then
    find "${candidates[@]}" -maxdepth 0 -printf "$letter%y %s %p/\0"
  else
    # shellcheck disable=SC2016 # for the inner shell
    printf '%s\0' "${candidates[@]}" | xargs -0 sh -c 'form=$1; shift; exec find "$@" -maxdepth 0 -printf "$form"' sh "$letter%y %s %p/\0"
  fi
}
{
  matches g "${globs[@]}"
  declare -A walked
  roots=()
  for tree in "${trees[@]}"; do
    if ! resolve "$tree"; then printf 'c 0 %s/\0' "$tree"; continue; fi
    if [ -n "${walked[/$real]}" ] || [ ! -d "./$real" ]; then continue; fi
    walked[/$real]=1
    roots+=("./${real:+$real/}")
  done
  [ ${#roots[@]} -eq 0 ] || find "${roots[@]}" -xdev -mindepth 1 -printf 't%y %s %p/\0'
  matches l "${large[@]}"
} 2> /dev/null
printf 'end\0'
