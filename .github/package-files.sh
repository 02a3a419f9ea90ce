#!/usr/bin/env bash
# Writes what packages of errbook contain beside the binary: man pages and
# completions. package-files.sh DIR
set -euo pipefail
dir=${1:?the directory to write to is required}
rm -rf "$dir"
mkdir -p "$dir/man" "$dir/completions"
go run ./cmd/errbook man "$dir/man"
go run ./cmd/errbook completion bash >"$dir/completions/errbook.bash"
go run ./cmd/errbook completion zsh >"$dir/completions/_errbook"
go run ./cmd/errbook completion fish >"$dir/completions/errbook.fish"
go run ./cmd/errbook completion powershell >"$dir/completions/errbook.ps1"
