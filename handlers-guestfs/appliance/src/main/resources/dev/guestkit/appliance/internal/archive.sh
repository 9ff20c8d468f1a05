# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Copies files of the guest at $place into a tar archive. In: arrays `globs` and `trees`, limits max_file, max_total, max_files.
# Out: lines "T files bytes truncated status how", then "REASON size path" for what was skipped, each ended by NUL.
# Names are the guest's: they are only ever expanded within quotes, and end with NUL wherever they are listed.
cd "$place" || exit 1
box=/sysroot/gk
rm -f $box/list $box/tar $box/found $box/skipped
shopt -s nullglob

# A link among the folders must not lead out of the guest into the appliance.
declare -A checked
inside() { # FOLDER
  [ -z "${checked[$1]}" ] || return "${checked[$1]}"
  local at=1
  if cd -P -- "./$1" 2> /dev/null; then case $PWD/ in "$place"/*) at=0;; esac; fi
  cd "$place" || exit 1
  checked[$1]=$at
  return $at
}

IFS=
candidates=()
for glob in "${globs[@]}"; do
  for name in $glob; do candidates+=("./$name"); done
done
unset IFS
form='%y %s %p\0'
{
  if [ ${#candidates[@]} -gt 0 ]; then
    printf '%s\0' "${candidates[@]}" | xargs -0 sh -c 'form=$1; shift; exec find "$@" -maxdepth 0 -printf "$form"' sh "$form"
  fi
  for tree in "${trees[@]}"; do
    if inside "$tree"; then
      [ ! -e "./$tree" ] || find "./$tree/" -xdev -mindepth 1 -printf "$form"
    else
      printf 'o 0 %s\0' "./$tree"
    fi
  done
} > $box/found 2> /dev/null

files=0 total=0 skips=0 truncated=no
skip() { # REASON SIZE PATH
  skips=$((skips + 1))
  if [ $skips -le 1000 ]; then printf '%s %s %s\0' "$1" "$2" "$3" >&4; else truncated=yes; fi
}
declare -A taken
exec 3> $box/list 4> $box/skipped
while IFS= read -r -d '' entry; do
  kind=${entry%% *} entry=${entry#* }
  size=${entry%% *} name=${entry#* }
  name=${name#./} name=${name%/}
  [ -n "$name" ] && [ -z "${taken[$name]}" ] || continue
  taken[$name]=1
  case $name in
    */*) parent=${name%/*};;
    *) parent=.;;
  esac
  if [ "$kind" = o ] || ! inside "$parent"; then skip OUTSIDE 0 "$name"; continue; fi
  if [ $files -ge $max_files ]; then truncated=yes; break; fi
  case $kind in
    f)
      if [ "$size" -gt "$max_file" ]; then skip TOO_BIG "$size" "$name"; continue; fi
      if [ $((total + size)) -gt "$max_total" ]; then skip OVER_TOTAL "$size" "$name"; continue; fi
      total=$((total + size));;
    d | l) ;;
    *) skip SPECIAL 0 "$name"; continue;;
  esac
  files=$((files + 1))
  printf '%s\0' "$name" >&3
done < $box/found
exec 3>&- 4>&-

pack() { tar --create --format=gnu --no-recursion --numeric-owner --ignore-failed-read --null --verbatim-files-from --files-from=$box/list --file="$1" 2> $box/tar.err; }
how=file status=0
if [ $total -le $((48 << 20)) ]; then
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
