#!/usr/bin/env bash
# What action.yml runs: errbook check, and lint, at the root of the checkout, so that
# annotations have paths from there. It ends with 1 if either finds something, and
# with 2 if either failed.
set -uo pipefail

config=${CONFIG:-errbook.yaml}
version=${VERSION:-tool}

# refuse MESSAGE HINT ends with an annotation, and says how to go on.
refuse() {
	printf '::error title=errbook check::%s\n' "$1"
	printf 'hint: %s\n' "$2" >&2
	exit 2
}
[ -f "$config" ] || refuse "config must name the errbook.yaml of the project; found no file $config" \
	"set config to its path from the root of the checkout, or write one with errbook init"

bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
if [ "$version" = tool ]; then
	# Within the project's module, wherever the workflow runs.
	(cd "$(dirname "$config")" && go build -o "$bin/" github.com/errbook/errbook/cmd/errbook) ||
		refuse "the go.mod above $config must have errbook as a tool" \
			"go get -tool github.com/errbook/errbook/cmd/errbook, or set version, such as to latest"
else
	GOBIN=$bin go install "github.com/errbook/errbook/cmd/errbook@$version" ||
		refuse "version must be tool, latest or a version of errbook; found $version" "set version: latest"
fi

worst=0
run() {
	"$bin/errbook" "$@" --config "$config" --format github
	local code=$?
	[ "$code" -le "$worst" ] || worst=$code
}
run check
[ "${LINT:-true}" != true ] || run lint
exit "$worst"
