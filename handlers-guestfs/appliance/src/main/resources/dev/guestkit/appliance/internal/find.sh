# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Lists what lies below $folder, or, with `paths`, those. Out: fields ended by NUL: type, mode, uid, gid, size, time, path, link target.
cd "$place" || exit 1
inside() {
  local at=1
  if cd -P -- "./$1" 2> /dev/null; then case $PWD/ in "$place"/*) at=0;; esac; fi
  cd "$place" || exit 1
  return $at
}
form='%y\0%m\0%U\0%G\0%s\0%T@\0%p\0%l\0'
if [ "$what" = paths ]; then
  for path in "${paths[@]}"; do
    case $path in
      */*) inside "${path%/*}" || continue;;
    esac
    [ -e "./$path" ] || [ -L "./$path" ] || continue
    find "./$path" -maxdepth 0 -printf "$form"
  done
else
  inside "${folder:-.}" || { echo "leads out of the file system" >&2; exit 1; }
  [ -d "./$folder" ] || { echo "no such folder" >&2; exit 1; }
  find "./$folder/" -xdev -mindepth 1 -maxdepth "$max_depth" "${conditions[@]}" -printf "$form" 2> /dev/null | head -z -n $(($max_entries * 8))
fi
exit 0
