# shellcheck shell=bash disable=SC2154 # sourced by the appliance's /init, which has set cmdline, LVM_SYSTEM_DIR and PATH
# Becomes the agent of a clone, just before /init would start guestfsd. What is done here is done once, for all clones.
case $cmdline in *guestkit=clone*) ;; *) return 0;; esac
modprobe -a ext4 xfs btrfs vfat exfat isofs udf squashfs fuse loop dm_mod dm_crypt dm_mirror raid0 raid1 raid10 raid456 \
  nls_cp437 nls_ascii nls_iso8859-1 nls_utf8 2> /dev/null
for port in /sys/class/virtio-ports/*; do
  read -r name < "$port/name"
  [ "$name" != guestkit.agent ] || agent=/dev/${port##*/}
done
# Without udev a disk is there as soon as the kernel has it: LVM and md are told, the scripts ask nothing of it.
udevadm settle
udevadm control --exit
rm -rf /run/udev
printf 'activation {\n\tudev_sync = 0\n\tudev_rules = 0\n\tverify_udev_operations = 0\n}\n' >> "$LVM_SYSTEM_DIR/lvm.conf"
export LC_ALL=C MDADM_NO_UDEV=1 LVM_SUPPRESS_FD_WARNINGS=1
umask 077
mount -t tmpfs -o mode=700 none /sysroot
# Places of mounts are there already: a program less for each.
mkdir -p /sysroot/gk /gk/{1..20}

# What is in the page cache now, no clone has to read again.
warm() {
  local tool
  for tool; do
    # shellcheck disable=SC2046 # libraries of the appliance have plain names
    tool=$(command -v "$tool") && cat "$tool" $(ldd "$tool" | grep -o '/[^ ]*')
  done > /dev/null 2>&1
}
warm blkid blockdev mount umount lvm mdadm ntfs-3g btrfs cryptsetup find tar xargs sh cat head stat date mkdir rm rmdir readlink mkfifo

# A file system for clones to practise on.
mkdir -p /run/tree/etc && echo a > /run/tree/etc/a && echo b > /run/tree/etc/b && ln -s a /run/tree/etc/link
truncate -s 4M /run/exercise && mkfs.ext4 -q -d /run/tree /run/exercise 2> /dev/null

# Serves requests: a line "RUN BYTES MARK", then that many bytes of script. The answer is its output, then "MARK STATUS BYTES" and, when it
# failed, that many bytes of what it complained about. No guest knows the mark, so none can imitate the end of an output.
serve() {
  local word size mark script status error
  while read -r word size mark <&7; do
    [ "$word" = RUN ] || continue
    IFS= read -r -N "$size" script <&7
    (eval "$script") < /dev/null >&7 2> /sysroot/gk/err 7>&-
    status=$? error=
    [ $status = 0 ] || error=$(head -c 2000 /sysroot/gk/err)
    printf '%s %s %s\n%s' "$mark" $status ${#error} "$error" >&7
  done
}
mkfifo /run/nothing
exec 7<> "$agent" 8<> /run/nothing
echo READY >&7
serve
