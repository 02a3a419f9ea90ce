# Shorthand; every command also works as it stands.

all: generate

# spec/generic.yaml -> the tables of apierr; spec files -> Go packages, tests,
# Markdown, JSON.
generate:
	go run ./internal/runtimegen
	go run ./cmd/errbook generate

# Is what was generated what the spec files say?
check:
	go run ./cmd/errbook check

test:
	go test work

# All that has to hold before a change lands.
ci:
	bash .ci/run

# How well the book reads real answers: make score CORPUS=file.jsonl
score:
	go run ./internal/scorecard $(CORPUS)

bench:
	go test -run '^$$' -bench . work
	cd internal/bench && GOWORK=off go test -bench . ./...

# Every fuzz target for a while: make fuzz FUZZTIME=10m
fuzz:
	FUZZTIME=$(FUZZTIME) bash .ci/fuzz

.PHONY: all generate check test ci score bench fuzz

# The documentation site in a real browser; says what is missing.
test-site:
	cd internal/sitetest && GOWORK=off go test ./...

.PHONY: test-site

# The Markdown pages in the engines of other sites; says what is missing.
test-markdown:
	MARKDOWN_ENGINES="$(CURDIR)/internal/markdowntest" go test -count=1 ./internal/markdowntest

.PHONY: test-markdown
