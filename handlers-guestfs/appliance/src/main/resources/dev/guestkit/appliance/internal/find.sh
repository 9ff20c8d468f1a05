# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Lists what lies below $folder, or, with `paths`, those. Out: fields ended by NUL: type, mode, uid, gid, size, time, path, link target.
# After resolve.sh.
form='%y\0%m\0%U\0%G\0%s\0%T@\0'
if [ "$what" = paths ]; then
  for path in "${paths[@]}"; do
    case $path in
      */*) resolve "${path%/*}" || continue; found=./${real:+$real/}${path##*/};;
      *) found=./$path;;
    esac
    [ -e "$found" ] || [ -L "$found" ] || continue
    # Under the name that was asked for, which must not mean anything to -printf.
    asked=${path//\\/\\\\} asked=${asked//%/%%}
    find "$found" -maxdepth 0 -printf "$form./$asked\0%l\0"
  done
else
  resolve "$folder" || { echo "its links lead in a circle" >&2; exit 1; }
  [ -d "./$real" ] || { echo "no such folder" >&2; exit 1; }
  find "./${real:+$real/}" -xdev -mindepth 1 -maxdepth "$max_depth" "${conditions[@]}" -printf "$form%p\0%l\0" 2> /dev/null | head -z -n $((max_entries * 8))
fi
exit 0
