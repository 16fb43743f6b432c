#!/usr/bin/env bash
# Runs every target (or those named) for ten million executions or fifteen minutes, one after another. FUZZ_RUNS and FUZZ_SECONDS change
# that; FUZZ_LOGS is where the logs go.
set -u
cd "$(dirname "$0")"
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo fuzz list)
logs=${FUZZ_LOGS:-target/logs}
mkdir -p "$logs"
for target in "${targets[@]}"; do
    case $target in
        document_loader) seeds=../tests/fixtures/good longest=16384 ;;
        document_mutated) seeds=seeds/document_mutated longest=512 ;;
        *) seeds=seeds/$target longest=4096 ;;
    esac
    mkdir -p "corpus/$target"
    # -timeout: an input that takes longer is a finding.
    cargo fuzz run -s none "$target" "corpus/$target" "$seeds" -- \
        -runs="${FUZZ_RUNS:-10000000}" -max_total_time="${FUZZ_SECONDS:-900}" -max_len="$longest" -timeout=20 -rss_limit_mb=4096 \
        -print_final_stats=1 >"$logs/$target.log" 2>&1
    code=$?
    echo "$target: exit code $code; $(grep -E 'stat::number_of_executed_units|^Done|SUMMARY' "$logs/$target.log" | tr '\n' ' ')"
done
