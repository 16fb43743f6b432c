#!/usr/bin/env bash
# The official Python and Node libraries against the emulator. Installs both into target/emulator-clients; needs Python 3 with
# venv, Node and npm, which it installs where apt-get may. `.ci/run` leaves this out: it needs the registries of both languages.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/target/emulator-clients
mkdir -p "$work"

if ! { command -v python3 && command -v npm && python3 -c 'import ensurepip'; } >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -qq -y python3 python3-venv nodejs npm >/dev/null
fi
[ -d "$work/venv" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check twilio==9.8.3
npm install --prefix "$work" --silent --no-fund --no-audit twilio@5.13.1

cargo build --quiet --manifest-path "$root/Cargo.toml" --package twilio-emulator
: >"$work/emulator.log"
"$root/target/debug/twilio-emulator" --strict --listen 127.0.0.1:0 >"$work/emulator.log" &
emulator=$!
trap 'kill $emulator' EXIT
for _ in $(seq 100); do
    grep -q '^page' "$work/emulator.log" && break
    sleep 0.1
done
address=$(sed -n 's|^page *http://\(.*\)/$|\1|p' "$work/emulator.log")
account=$(sed -n 's/^account SID *//p' "$work/emulator.log")
token=$(sed -n 's/^auth token *//p' "$work/emulator.log")

"$work/venv/bin/python" "$here/client.py" "$address" "$account" "$token"
cd "$work"
node "$here/client.mjs" "$address" "$account" "$token"
