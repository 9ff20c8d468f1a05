#!/usr/bin/env bash
# Installs what is missing on Debian or Ubuntu, as root or through sudo; says what, asks nothing.
#   scripts/setup.sh [run|check]
# run: what building and running guestkit needs. check: what the whole test suite needs besides.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

case $(dpkg --print-architecture 2> /dev/null || true) in
  amd64 | arm64) ;;
  *) die "this installer knows Debian and Ubuntu on amd64 and arm64 only. Elsewhere install by hand: a JDK from 17 on, libguestfs with its
Java binding and tools, qemu, and for ./check what scripts/setup.sh lists." ;;
esac

installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null | grep -qx installed; }
available() { apt-cache show "$1" > /dev/null 2>&1; }
first_available() { local p; for p; do available "$p" && { echo "$p"; return; }; done; echo "$1"; }

missing=()
want() { local p; for p; do installed "$p" || missing+=("$p"); done; }
want_command() { command -v "$1" > /dev/null || missing+=("$2"); }

# The kernel from which supermin builds the appliance; containers have none.
kernel_missing() { ! compgen -G '/boot/vmlinuz-*' > /dev/null || [ -z "$(ls /lib/modules 2> /dev/null)" ]; }
kernel_package() {
  local arch; arch=$(dpkg --print-architecture)
  first_available "linux-image-cloud-$arch" linux-image-virtual linux-image-generic "linux-image-$arch"
}

collect() {
  missing=()
  find_jdk > /dev/null || missing+=("$(first_available openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless default-jdk-headless)")
  want_command curl curl; want_command unzip unzip; want_command setpriv util-linux
  want ca-certificates libguestfs-tools guestfish guestfs-tools libguestfs-java qemu-utils debootstrap fdisk e2fsprogs
  ! kernel_missing || missing+=("$(kernel_package)")
  [ "$(. /etc/os-release; echo "$ID")" = debian ] || want debian-archive-keyring
  [ "$1" = check ] || return 0
  want libguestfs-xfs busybox-static btrfs-progs xfsprogs dosfstools rpm db5.3-util sqlite3 libwin-hivex-perl strace shellcheck openssl openssh-server zstd "$(first_available chromium chromium-browser)"
  # The newest LTS that the distribution has; the suite runs on it as well.
  local newer; newer=$(first_available openjdk-25-jdk-headless openjdk-21-jdk-headless)
  [ -n "$(newest_lts)" ] || ! available "$newer" || want "$newer"
}

# openssh-server is wanted for its program alone: nothing of it may listen on this machine, now or after the next boot.
hush_sshd() {
  case " ${missing[*]} " in *" openssh-server "*) ;; *) return 0 ;; esac
  say "openssh-server is installed for its program; its service is masked and does not run"
  as_root mkdir -p /etc/systemd/system
  for unit in ssh.service ssh.socket; do
    as_root test -e "/etc/systemd/system/$unit" || as_root ln -s /dev/null "/etc/systemd/system/$unit"
  done
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d > /dev/null
    as_root chmod 755 /usr/sbin/policy-rc.d
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
  fi
}

need=${1:-run}
case $need in run | check) ;; *) die "usage: scripts/setup.sh [run|check]" ;; esac
collect "$need"
if [ ${#missing[@]} != 0 ]; then
  say "installing: ${missing[*]}"
  [ "$(id -u)" = 0 ] || command -v sudo > /dev/null || die "neither root nor sudo. Ask whoever is root for: apt-get install ${missing[*]}"
  log=$(mktemp)
  as_root apt-get update -q > "$log" 2>&1 || say "apt-get update failed; trying with the lists at hand"
  # With fresh lists another package may be the right one.
  collect "$need"
  hush_sshd
  as_root apt-get install -y -q --no-install-recommends "${missing[@]}" >> "$log" 2>&1 || { tail -n 20 "$log" >&2; die "apt-get install failed, see above"; }
  rm -f "$log"
else
  say "every package is there"
fi
# sshd -T, with which our reading of its configuration is compared, wants the folder that its service makes.
[ "$need" = run ] || [ -d /run/sshd ] || as_root mkdir -p /run/sshd

# Ubuntu keeps kernels readable for root alone; supermin then cannot build an appliance for anybody else.
for kernel in /boot/vmlinuz-*; do
  [ -e "$kernel" ] || continue
  case $(stat -c %A "$kernel") in *r--) continue ;; esac
  say "making $kernel readable, so that ordinary users can build the appliance"
  as_root dpkg-statoverride --list "$kernel" > /dev/null 2>&1 || as_root dpkg-statoverride --add root root 0644 "$kernel"
  as_root chmod 0644 "$kernel"
done
