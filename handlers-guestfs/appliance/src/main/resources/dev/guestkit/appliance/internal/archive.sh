# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Copies files of the guest into a tar archive. In: arrays `globs`, `trees` and `large`, limits max_file, max_large, max_total,
# max_files, in_memory. Out: "T files bytes truncated status how", then "REASON size path" for what was skipped, each ended by NUL.
# Names are the guest's: they are only ever expanded within quotes, and end with NUL wherever they are listed. After resolve.sh.
box=/sysroot/gk
rm -f $box/list $box/tar $box/found $box/skipped
shopt -s nullglob

# Prints what globs match. In: LETTER GLOB...
matches() {
  local letter=$1 glob folder rest name IFS=
  local candidates=()
  shift
  for glob; do
    folder=${glob%%[*?[]*}
    case $folder in */*) folder=${folder%/*};; *) folder=;; esac
    if ! resolve "$folder"; then printf 'c 0 ./%s/\0' "$glob"; continue; fi
    rest=${glob#"$folder"}
    for name in "./${real:+$real/}"${rest#/}; do candidates+=("$name"); done
  done
  [ ${#candidates[@]} -gt 0 ] || return 0
  printf '%s\0' "${candidates[@]}" | xargs -0 sh -c 'form=$1; shift; exec find "$@" -maxdepth 0 -printf "$form"' sh "$letter%y %s %p/\0"
}
# A letter for the kind, before it g for what a glob and l for what a glob for large files matched, t for what is in a tree; a slash ends
# the name, so that blanks at its end stay.
declare -A walked
{
  matches g "${globs[@]}"
  for tree in "${trees[@]}"; do
    if ! resolve "$tree"; then printf 'c 0 ./%s/\0' "$tree"; continue; fi
    [ -z "${walked[/$real]}" ] && [ -d "./$real" ] || continue
    walked[/$real]=1
    find "./${real:+$real/}" -xdev -mindepth 1 -printf 't%y %s %p/\0'
  done
  matches l "${large[@]}"
} > $box/found 2> /dev/null

files=0 total=0 skips=0 truncated=no
skip() { # REASON SIZE PATH
  skips=$((skips + 1))
  if [ $skips -le 1000 ]; then printf '%s %s %s\0' "$1" "$2" "$3" >&4; else truncated=yes; fi
}
declare -A taken
exec 3> $box/list 4> $box/skipped
while IFS=' ' read -r -d '' kind size name; do
  name=${name#./} name=${name%/}
  case $kind in
    c) skip CIRCLE 0 "$name"; continue;;
    t?) ;; # find follows no links
    *)
      # What a wildcard matched on the way may be a link as well.
      case $name in */*) resolve "${name%/*}" || { skip CIRCLE 0 "$name"; continue; }; name=${real:+$real/}${name##*/};; esac;;
  esac
  [[ -n $name && -z ${taken[/$name]} ]] || continue
  taken[/$name]=1
  if ((files >= max_files)); then truncated=yes; break; fi
  case $kind in
    ?f)
      limit=$max_file
      case $kind in l?) limit=$max_large;; esac
      if ((size > limit)); then skip TOO_BIG "$size" "$name"; continue; fi
      if ((total + size > max_total)); then skip OVER_TOTAL "$size" "$name"; continue; fi
      ((total += size));;
    ?d | ?l) ;;
    *) skip SPECIAL 0 "$name"; continue;;
  esac
  ((files += 1))
  printf '%s\0' "$name" >&3
done < $box/found
exec 3>&- 4>&-

pack() { tar --create --format=gnu --no-recursion --numeric-owner --ignore-failed-read --null --verbatim-files-from --files-from=$box/list --file="$1" 2> $box/tar.err; }
how=file status=0
if [ $total -le "$in_memory" ]; then
  pack $box/tar; status=$?
else
  # Too much for the memory of the machine: it is packed while it is fetched.
  how=stream
  mkfifo $box/tar
  (pack $box/tar) < /dev/null > /dev/null 2>&1 &
fi
printf 'T %s %s %s %s %s\0' $files $total $truncated $status $how
cat $box/skipped
exit 0
