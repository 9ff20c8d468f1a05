# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Opens $device under $name with $key, which no process has among its arguments. Out: open, refused, or "memory …" when it takes more than
# there is.
type=$(blkid -p -o value -s TYPE "$device")
case $type in crypto_LUKS) type=luks;; BitLocker) type=bitlk;; *) echo "$type cannot be opened" >&2; exit 1;; esac
while read -r word number _; do
  case $word in MemAvailable:) available=$number;; esac
done < /proc/meminfo
if [ $type = luks ]; then
  while read -r word number _; do
    if [ "$word" = Memory: ] && [ "$number" -gt $((available - 32768)) ]; then
      echo "memory $number KiB of memory, and there are $available KiB"
      exit 0
    fi
  done <<< "$(cryptsetup luksDump "$device" 2> /dev/null)"
fi
printf %s "$key" | cryptsetup open --readonly --type $type --key-file - "$device" "$name"
status=${PIPESTATUS[1]}
case $status in
  0) echo open;;
  2) echo refused;;
  *) exit "$status";;
esac
