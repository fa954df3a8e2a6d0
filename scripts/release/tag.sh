#!/usr/bin/env bash
# Makes a tag and a release on GitHub for each package in the folder that is named, with what its changelog says, its bill of materials and the
# licences that come with it. Those that there are already are left alone.
set -euo pipefail
cd "${1:?Usage: tag.sh <folder>}"
: "${GITHUB_REPOSITORY:?}" "${GITHUB_SHA:?}"

while read -r name version tag tarball; do
  release="$name@$version"
  if gh release view "$release" --repo "$GITHUB_REPOSITORY" >/dev/null 2>&1; then
    echo "$release is there already."
    continue
  fi
  latest=false
  if [ "$tag" = latest ] && [ "$name" = @cloudsmith-sdk/client ]; then latest=true; fi
  gh release create "$release" --repo "$GITHUB_REPOSITORY" --target "$GITHUB_SHA" --title "$release" \
    --notes-file "notes/$(basename "$tarball" .tgz).md" --latest="$latest" \
    "inventory/${name#*/}.cdx.json" "inventory/${name#*/}.licences.json"
done < releases
