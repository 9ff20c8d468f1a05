# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# The first thing a clone does. All clones wake with the clock and the random numbers of the template.
date -s "@$clock" > /dev/null
printf '%s' "$seed" > /dev/urandom
# The kernel looks for disks on the one processor that there is: so this waits asleep, by a read of what nobody writes to.
there() {
  local disk
  [ $# -ge "$disks" ] || return 1
  for disk; do [ -b "/dev/${disk##*/}" ] || return 1; done
}
until set -- /sys/block/sd*; there "$@"; do read -rt 0.003 -u 8; done
# A disk is there before its partitions are.
blockdev --rereadpt "${@/#\/sys\/block/\/dev}" 2> /dev/null
set --
