#!/usr/bin/env bash
# Runs specs in Electron as an ordinary user, so with Chromium's sandbox, which root does not have: those named, or the
# ones of safety and of the window's life. For root on Linux, after a build.
set -euo pipefail
cd "$(dirname "$0")/.."

nobody=65534
specs=("$@")
[ "${#specs[@]}" -gt 0 ] || specs=(test/e2e/security.spec.ts test/e2e/smoke.spec.ts test/e2e/desktop-life.spec.ts)
checkout=$(mktemp -d)
trap 'rm -rf "$checkout"' EXIT
chmod 755 "$checkout"
# A copy, since the checkout itself may lie where nobody but root can read.
cp -a . "$checkout/app"
chmod -R a+rX "$checkout/app"
mkdir "$checkout/home"
chown "$nobody:$nobody" "$checkout/home"
cd "$checkout/app"
setpriv --reuid="$nobody" --regid="$nobody" --clear-groups \
  env HOME="$checkout/home" xvfb-run -a \
  node_modules/.bin/playwright test --project=electron --output="$checkout/home/results" "${specs[@]}"
