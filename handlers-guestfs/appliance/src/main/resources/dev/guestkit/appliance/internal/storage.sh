# shellcheck shell=bash
# Describes every block device, in parts that end with the byte 036: devices ("name type sectors parent target number path"), what blkid
# finds on them, lvm, what lvm complains about, md, btrfs subvolumes. Arrays, volume groups and dynamic disks whose members nobody holds are
# put together first, and what lies inside likewise. Nothing is asked of udev, which not every machine has; where it is, it takes partitions
# away for a moment after somebody wrote to their disk.
export LVM_SUPPRESS_FD_WARNINGS=1 MDADM_NO_UDEV=1
shopt -s nullglob
box=/sysroot/gk
declare -A seen content
blocks='' found='' device=''

# Notes a device that is new. In: NAME TYPE PARENT TARGET NUMBER PATH
note() {
  local size=0
  [ -z "${seen[$1]}" ] || return 0
  read -r size < "/sys/class/block/$1/size"
  [ "$size" != 0 ] || return 0
  seen[$1]=1
  blocks+="$1 $2 $size ${3:--} $4 $5 $6"$'\n'
  fresh+=("/dev/$1")
}

# What is new since it was called last, in `fresh`; its contents in `content` and `found`.
look() {
  local disk name part kind uuid parent target line slaves
  fresh=()
  [ ! -e /run/udev/control ] || udevadm settle
  for disk in /sys/block/*; do
    name=${disk##*/} kind=disk parent='' target=- path=/dev/$name
    case $name in
      ram* | loop* | zram* | fd* | nbd* | vd*) continue;;
      dm-*)
        read -r path < "$disk/dm/name"; path=/dev/mapper/$path uuid=''
        read -r uuid < "$disk/dm/uuid"
        kind=${uuid%%-*};;
      md*) kind=md; [ ! -s "$disk/md/level" ] || read -r kind < "$disk/md/level";;
      *) [ ! -e "$disk/device" ] || { cd -P "$disk/device" && target=${PWD##*/}; cd /; };;
    esac
    case $name in dm-* | md*) slaves=("$disk"/slaves/*); parent=${slaves[0]##*/};; esac
    note "$name" "${kind:-dm}" "$parent" "$target" 0 "$path"
    for part in "$disk/$name"*; do
      [ -e "$part/partition" ] || continue
      read -r line < "$part/partition"
      note "${part##*/}" part "$name" - "$line" "/dev/${part##*/}"
    done
  done
  [ ${#fresh[@]} -gt 0 ] || return 1
  probe "${fresh[@]}"
}

# What blkid says of devices. It ends at the first one of which it knows nothing: then it is asked for those behind that.
probe() {
  local said line status
  while [ $# -gt 0 ]; do
    said=$(blkid -p -o export "$@" 2> /dev/null)
    status=$?
    found+=$said$'\n\n'
    device=
    while IFS= read -r line; do
      case $line in
        DEVNAME=*) device=${line#*=};;
        TYPE=*) content[$device]=${line#*=};;
        PART_ENTRY_TYPE=0x42 | PART_ENTRY_TYPE=af9b60a0-*) content[$device]=ldm;;
      esac
    done <<< "$said"
    [ $status != 0 ] || return 0
    if [ -n "$device" ]; then
      while [ $# -gt 0 ] && [ "$1" != "$device" ]; do shift; done
      shift
    fi
    [ $# -eq 0 ] || shift
  done
}

# Whether there is a new device of that content which nobody holds.
loose() {
  local device holders
  for device in "${fresh[@]}"; do
    [ "${content[$device]}" = "$1" ] || continue
    holders=("/sys/class/block/${device##*/}"/holders/*)
    [ ${#holders[@]} -gt 0 ] || return 0
  done
  return 1
}

while look; do
  {
    if loose linux_raid_member; then mdadm -As --auto=yes --run; fi
    if loose LVM2_member; then lvm vgchange -aay --sysinit; fi
    if loose ldm; then ldmtool create all; fi
  } > /dev/null 2>&1
done

printf '%s\036%s\036' "$blocks" "$found"
: > $box/lvm
case " ${content[*]} " in *' LVM2_member '*) lvm fullreport --reportformat json --units b --nosuffix 2> $box/lvm;; esac
printf '\036'
[ ! -s $box/lvm ] || head -c 4000 $box/lvm
printf '\036'
for md in /sys/block/md*/md; do
  [ -e "$md/array_state" ] || continue
  level='' state='' missing=0
  read -r level < "$md/level"; read -r state < "$md/array_state"; read -r missing < "$md/degraded"
  block=${md%/md}
  line="${block##*/} ${level:--} ${state:--} ${missing:-0}"
  for member in "$block"/slaves/*; do [ ! -e "$member" ] || line="$line ${member##*/}"; done
  echo "$line"
done 2> /dev/null
printf '\036'
btrfs=()
for device in "${!content[@]}"; do [ "${content[$device]}" != btrfs ] || btrfs+=("$device"); done
[ ${#btrfs[@]} -lt 2 ] || btrfs device scan > /dev/null 2>&1
for device in "${btrfs[@]}"; do
  mkdir -p /gk/top
  mount -t btrfs -o ro,nosuid,nodev,noexec,subvolid=5 "$device" /gk/top 2> /dev/null || { echo "F ${device##*/}"; continue; }
  echo "D ${device##*/}"
  btrfs subvolume list /gk/top | head -n 2000 | while read -r line; do echo "S ${line#* path }"; done
  umount /gk/top
done
printf '\036'
exit 0
