#!/usr/bin/env bash
# The emulator's page in headless Chromium; writes a picture of it to target/emulator-page/page.png. Installs Chromium, Node and
# npm where apt-get may, and puppeteer-core from npm's registry. `.ci/run` leaves this out: it needs a browser.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/target/emulator-page
mkdir -p "$work"

if ! { command -v chromium && command -v npm; } >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -qq -y chromium nodejs npm >/dev/null
fi
npm install --prefix "$work" --silent --no-fund --no-audit puppeteer-core@24.43.1

cargo build --quiet --manifest-path "$root/Cargo.toml" --package twilio-emulator
: >"$work/emulator.log"
"$root/target/debug/twilio-emulator" --listen 127.0.0.1:0 >"$work/emulator.log" &
emulator=$!
trap 'kill $emulator' EXIT
for _ in $(seq 100); do
    grep -q '^page' "$work/emulator.log" && break
    sleep 0.1
done
address=$(sed -n 's|^page *http://\(.*\)/$|\1|p' "$work/emulator.log")
account=$(sed -n 's/^account SID *//p' "$work/emulator.log")
token=$(sed -n 's/^auth token *//p' "$work/emulator.log")

cd "$work"
CHROMIUM=$(command -v chromium) node "$here/page.mjs" "$address" "$account" "$token" "$work/page.png"
