#!/usr/bin/env bash
# Makes a base image with Node from this machine, where no registry can be reached: the node binary, the shared
# libraries that it names, their loader, users and groups, and an empty /tmp.
#
#   .ci/base-image.sh [image]        # image: callstorm-node:local
set -euo pipefail

image=${1:-callstorm-node:local}
node=$(node -p process.execPath)
root=$(mktemp -d "${TMPDIR:-/tmp}/callstorm-base-image-XXXXXX")
trap 'rm -rf "$root"' EXIT

mkdir -p "$root/usr/local/bin" "$root/etc" "$root/tmp"
chmod 1777 "$root/tmp"
cp --dereference "$node" "$root/usr/local/bin/node"
ldd "$node" | grep -o '/[^ )]*' | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp --dereference "$library" "$root$library"
done
# Looked up by getpwuid(3) and by name, though no one logs in here.
grep -E '^(root|nobody|nogroup):' /etc/passwd > "$root/etc/passwd"
grep -E '^(root|nobody|nogroup):' /etc/group > "$root/etc/group"
printf 'node:x:1000:1000::/tmp:/sbin/nologin\n' >> "$root/etc/passwd"
printf 'node:x:1000:\n' >> "$root/etc/group"
printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"
# glibc loads these when a name is looked up, without being linked to them.
for library in libnss_files.so.2 libnss_dns.so.2 libresolv.so.2; do
  path=$(ldconfig -p | grep -o "/[^ ]*/$library" | head -n 1 || true)
  if [ -n "$path" ]; then
    mkdir -p "$root$(dirname "$path")"
    cp --dereference "$path" "$root$path"
  fi
done

tar --create --numeric-owner --owner=0 --group=0 --directory "$root" . |
  docker import --change 'ENV PATH=/usr/local/bin' --change 'CMD ["node"]' - "$image" > /dev/null
echo "made $image from $node"
