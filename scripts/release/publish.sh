#!/usr/bin/env bash
# Publishes what `pnpm release:pack` has packed, in the folder that is named: checks that it is what was packed, and sends it in the order in which
# it can be installed. What the registry has already is left alone, so that a run that broke off can be started again.
set -euo pipefail
cd "${1:?Usage: publish.sh <folder>}"

sha256sum --check --strict SHA256SUMS
while read -r name version tag tarball; do
  if [ "$(npm view "$name@$version" version 2>/dev/null || true)" = "$version" ]; then
    echo "$name@$version is published already."
    continue
  fi
  npm publish "./$tarball" --access public --tag "$tag" --ignore-scripts
done < releases
