#!/usr/bin/env bash
# What action.yml runs: errbook check, and lint, at the root of the checkout, so that
# annotations have paths from there. It ends with 1 if either finds something, and
# with 2 if either failed.
set -uo pipefail

config=${CONFIG:-errbook.yaml}
version=${VERSION:-tool}

bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
if [ "$version" = tool ]; then
	# Within the project's module, wherever the workflow runs.
	(cd "$(dirname "$config")" && go build -o "$bin/" github.com/errbook/errbook/cmd/errbook) || exit 2
else
	GOBIN=$bin go install "github.com/errbook/errbook/cmd/errbook@$version" || exit 2
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
