# shellcheck shell=bash
# Runs what a job will run, on a file system of the template's own: code that qemu has translated once is fast the next time. Leaves nothing
# behind that a job could see.
loop=$(losetup -r -f --show /run/exercise)
blkid -p -o export "$loop"
blockdev --rereadpt "$loop"
mkdir -p /gk/exercise
mount -t ext4 -o ro,nosuid,nodev,noexec "$loop" /gk/exercise
stat -f -c '%S %b %f %a %c %d' /gk/exercise
date -s "$(date)"
cd /gk/exercise || exit 1
find ./ -xdev -mindepth 1 -maxdepth 3 -printf '%y\0%m\0%U\0%G\0%s\0%T@\0%p\0%l\0' | head -z -n 800
printf '%s\0' ./etc/a ./etc/b | xargs -0 sh -c 'exec find "$@" -maxdepth 0 -printf "%y %s %p/\0"' sh
find ./ -xdev -mindepth 1 -printf 't%y %s %p/\0'
readlink -n etc/link
rm -f /sysroot/gk/x
printf '%s\0' etc/a etc/b > /sysroot/gk/list
tar --create --format=gnu --no-recursion --numeric-owner --ignore-failed-read --null --verbatim-files-from --files-from=/sysroot/gk/list --file=/sysroot/gk/tar
cat /sysroot/gk/tar
rm /sysroot/gk/tar /sysroot/gk/list
cd / || exit 1
umount /gk/exercise
losetup -d "$loop"
rmdir /gk/exercise
