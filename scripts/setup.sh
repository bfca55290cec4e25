#!/usr/bin/env bash
# Makes a fresh Debian or Ubuntu machine ready: npm packages, and the programs that Sluice starts. Does nothing twice.
#
#   scripts/setup.sh            what running Sluice needs
#   scripts/setup.sh --tests    also what the tests need
set -eu
cd "$(dirname "$0")/.."

packages='bubblewrap'
case "${1-}" in
  '') ;;
  --tests) packages='bubblewrap chromium fonts-liberation' ;;
  *)
    echo "Usage: $0 [--tests]" >&2
    exit 2
    ;;
esac

say() { printf '%s\n' "setup: $*"; }

check_node() {
  if ! command -v node >/dev/null; then
    say 'Node.js is not installed. Install 20.19 or newer: https://nodejs.org/en/download' >&2
    exit 1
  fi
  if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
    say "Node.js $(node --version) is too old: 20.19 or newer is needed." >&2
    exit 1
  fi
}

# npm writes node_modules/.package-lock.json when it is done: what is older than the lockfile, or was broken off, is not up to date.
install_modules() {
  if [ -e node_modules/.package-lock.json ] && ! [ package-lock.json -nt node_modules/.package-lock.json ]; then return; fi
  say 'installing npm packages'
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
}

is_installed() {
  case $1 in
    bubblewrap) command -v bwrap >/dev/null ;;
    chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ;;
    # Without fonts of usual widths the texts of a report overlap.
    fonts-liberation) ! command -v dpkg >/dev/null || dpkg -s fonts-liberation >/dev/null 2>&1 ;;
  esac
}

install_packages() {
  missing=''
  for package in $packages; do
    if ! is_installed "$package"; then missing="$missing $package"; fi
  done
  if [ -z "$missing" ]; then return; fi
  as_root=''
  if [ "$(id -u)" -ne 0 ]; then as_root='sudo'; fi
  if ! command -v apt-get >/dev/null || { [ -n "$as_root" ] && ! sudo -n true 2>/dev/null && ! [ -t 0 ]; }; then
    say "missing:$missing. Install with: ${as_root:+sudo }apt-get install --no-install-recommends$missing" >&2
    return
  fi
  say "installing$missing"
  # The list of packages of a fresh machine may be empty or old: it is read again only when it does not do.
  install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends$missing"
  if ! $install >/dev/null 2>&1; then
    $as_root apt-get update -qq || true
    if ! $install; then say "could not install$missing: going on without" >&2; fi
  fi
}

check_node
install_modules
install_packages
