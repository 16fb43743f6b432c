#!/usr/bin/env bash
# Breaks the generator in four ways, one after another, in a copy of the work tree, and shows that the contract tests
# find each: two parameters swapped, one dropped, one renamed, an array joined with commas.
#
# A mutation is applied to the generator's sources (`xtask/src/codegen`), then the copy's crates are generated again and
# its contract tests run. Takes minutes, so `.ci/run` leaves it out. The copy has its own target folder, kept for the
# next run: MUTATIONS_DIR, by default `$TMPDIR/twilio-mutations`.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=${MUTATIONS_DIR:-${TMPDIR:-/tmp}/twilio-mutations}
copy=$work/copy
export CARGO_TARGET_DIR=$work/target INSTA_UPDATE=no CARGO_TERM_COLOR=never
inputs=xtask/src/codegen/model/inputs.rs
request=xtask/src/codegen/emit/request.rs
log=$work/log

fresh() {
    rm -rf "$copy" && mkdir -p "$copy"
    # What git knows or would add, as it stands in the work tree; as new, or cargo would keep what a mutation has built.
    git -C "$root" ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        if [ -e "$root/$file" ]; then printf '%s\0' "$file"; fi
    done | tar --create --null --no-recursion --directory "$root" --files-from=- | tar --extract --touch --directory "$copy"
}

contract() {
    cd "$copy"
    cargo run --quiet --package xtask -- codegen >"$log" 2>&1 || return 2
    cargo test --quiet --package twilio-tests --test contract --no-run >>"$log" 2>&1 || return 2
    cargo test --quiet --package twilio-tests --test contract >>"$log" 2>&1
}

# mutate <name> <file> <perl substitution>
mutate() {
    fresh
    perl -0pi -e "BEGIN { \$found = 0 } \$found += $3; END { exit(\$found ? 0 : 1) }" "$copy/$2" ||
        { echo "$1: nothing to change in $2"; exit 1; }
    local status=0
    (contract) || status=$?
    case $status in
        0) echo "$1: NOT FOUND"; exit 1 ;;
        2) echo "$1: does not generate or compile"; tail -n 20 "$log"; exit 1 ;;
    esac
    echo "$1: found, $(grep -o '^[0-9]* differences' "$log" | paste -sd, - | sed 's/,/ + /g')"
    grep -m 1 -A 1 '^[0-9]* differences' "$log" | tail -n 1 | cut -c 1-300 | sed 's/^/    /'
}

mkdir -p "$work"
fresh
(contract) || { echo "the contract tests fail without a mutation"; tail -n 20 "$log"; exit 1; }
echo "no mutation: the contract holds"

mutate "two parameters swapped" $inputs \
    's|(inputs\.extend\(body\(operation, json, sids\)\);)|$1 let texts: Vec<usize> = (0..inputs.len()).filter(\|at\| inputs[*at].place == Place::Form && inputs[*at].ty == syn::parse_quote!(String)).take(2).collect(); if let [one, other] = texts[..] { let wire = std::mem::take(&mut inputs[one].wire); inputs[one].wire = std::mem::replace(&mut inputs[other].wire, wire); }|'
mutate "a parameter dropped" $inputs \
    's|(inputs\.extend\(body\(operation, json, sids\)\);)|$1 inputs.retain(\|input\| input.wire != "LastConsumedMessageIndex");|'
mutate "a parameter renamed" $request \
    's|let \(ty, wire\) = \(&input\.ty, &input\.wire\);|let (ty, wire) = (&input.ty, &input.wire.replace("PostWebhookUrl", "PostWebHookUrl"));|'
mutate "an array joined with commas" $request \
    's|Place::Form => \(quote!\(rt::Field\), quote!\(form\(#wire, value\.into\(\)\)\)\),|Place::Form if *ty == syn::parse_quote!(Vec<String>) => (quote!(rt::Field), quote!(form(#wire, match value.into() { rt::Field::Value(all) => rt::Field::Value(all.join(",")), rt::Field::Clear => rt::Field::Clear, rt::Field::Invalid(problem) => rt::Field::Invalid(problem) }))), $&|'
