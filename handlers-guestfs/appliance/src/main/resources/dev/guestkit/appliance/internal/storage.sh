# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Describes every block device, in parts that end with the byte 036: lsblk, lvm, what lvm complains about, md, btrfs subvolumes.
export LVM_SUPPRESS_FD_WARNINGS=1
if [ "$rescan" = yes ]; then
  lvm vgchange -aay --sysinit > /dev/null 2>&1
  udevadm settle
fi
blocks=$(lsblk --bytes --json -o PATH,KNAME,TYPE,SIZE,PKNAME,FSTYPE,LABEL,UUID,PARTN,PARTTYPE,PARTLABEL,PARTUUID,PARTFLAGS,PTTYPE,PTUUID,HCTL 2> /dev/null) ||
  blocks=$(lsblk --bytes --json -o PATH,KNAME,TYPE,SIZE,PKNAME,FSTYPE,LABEL,UUID,PARTTYPE,PARTLABEL,PARTUUID,PARTFLAGS,PTTYPE,PTUUID,HCTL)
printf '%s\036' "$blocks"
case $blocks in *LVM2_member*) lvm fullreport --reportformat json --units b --nosuffix 2> /sysroot/gk/lvm;; *) : > /sysroot/gk/lvm;; esac
printf '\036'
[ ! -s /sysroot/gk/lvm ] || head -c 4000 /sysroot/gk/lvm
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
case $blocks in *'"btrfs"'*)
  mkdir -p /gk/top
  lsblk --noheadings --raw -o PATH,FSTYPE | while read -r device type; do
    [ "$type" = btrfs ] || continue
    mount -t btrfs -o ro,nosuid,nodev,noexec,subvolid=5 "$device" /gk/top 2> /dev/null || { echo "F $device"; continue; }
    echo "D $device"
    btrfs subvolume list /gk/top | head -n 2000 | while read -r line; do echo "S ${line#* path }"; done
    umount /gk/top
  done;;
esac
printf '\036'
exit 0
