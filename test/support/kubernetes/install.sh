#!/usr/bin/env bash
# Installs kustomize (Debian, as root). Debian 12 has none: there it takes the one of Debian 13, which runs on both.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

if command -v kubectl kustomize >/dev/null; then exit; fi
apt-get update -qq
if apt-cache show kustomize >/dev/null 2>&1; then
  apt-get install -y -qq --no-install-recommends kustomize >/dev/null
  exit
fi
place=$(mktemp -d)
trap 'rm -r "$place"' EXIT
chmod 755 "$place"
mkdir -p "$place"/{lists,archives}/partial
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' 'Component: main' | head -n 1)
echo "deb $mirror trixie main" >"$place/sources.list"
apt=(apt-get -qq -o APT::Sandbox::User=root -o Dir::Etc::SourceList="$place/sources.list" -o Dir::Etc::SourceParts=-
  -o Dir::State::Lists="$place/lists" -o Dir::Cache="$place")
"${apt[@]}" update
(cd "$place" && "${apt[@]}" download kustomize)
dpkg -x "$place"/kustomize_*.deb "$place/unpacked"
install "$place/unpacked/usr/bin/kustomize" /usr/local/bin/
