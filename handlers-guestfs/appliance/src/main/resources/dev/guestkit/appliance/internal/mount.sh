# shellcheck shell=bash disable=SC2154 # the variables are written above it by Script
# Mounts $device, which holds a file system of type $type, at $place read-only and prints its space. $subvolume is for btrfs.
[ -d "$place" ] || mkdir -p "$place"
try() { mount -t "$1" -o "ro,nosuid,nodev,noexec${2:+,$2}" "$device" "$place"; }
case $type in
  ext2 | ext3 | ext4) try "$type" || try "$type" noload;;
  xfs) try xfs nouuid || try xfs nouuid,norecovery;;
  btrfs) try btrfs "${subvolume:+subvol=$subvolume}";;
  ntfs) ntfs-3g -o ro,nosuid,nodev,noexec,streams_interface=none "$device" "$place";;
  vfat) try vfat utf8;;
  *) try "$type";;
esac || { rmdir "$place"; exit 1; }
stat -f -c '%S %b %f %a %c %d' "$place"
