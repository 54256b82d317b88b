#!/usr/bin/env bash
# same.sh ONE OTHER: whether two results directories have the same files with the same bytes; run.json alone may differ.
set -euo pipefail
diff -r --exclude run.json "$1" "$2"
