# Shorthand; every command also works as it stands. CONTRIBUTING.md has the table.

all: generate

# spec/generic.yaml -> the tables of apierr; spec files -> Go packages, tests,
# Markdown, JSON.
generate:
	go run ./internal/runtimegen
	go run ./cmd/errbook generate

# Are the generated files up to date?
check:
	go run ./cmd/errbook check

# The inner loop: what is slow is left out, and so are generated packages. Linking
# collects garbage less often, which takes a tenth of the time.
short:
	GOGC=400 go test -short -ldflags=-w ./... ./apierr/...

# The tests of generated packages are one program, which TestGeneratedTogether
# builds; go test work links one for each package, and takes twice as long.
test:
	go test ./... ./apierr/...

# All that has to hold before a change lands.
ci:
	bash .ci/run

# How well the book reads real responses: make score CORPUS=file.jsonl
score:
	go run ./internal/scorecard $(CORPUS)

# What is promised about speed, as a table, into docs/benchmarks.md:
# make bench CORPUS=file.jsonl
bench:
	cd internal/bench && GOWORK=off go run ./table -root ../.. $(if $(CORPUS),-corpus $(abspath $(CORPUS)))

# Every benchmark there is, one by one.
benchmarks:
	go test -run '^$$' -bench . work
	cd internal/bench && GOWORK=off go test -bench . ./...

.PHONY: benchmarks

# Every fuzz target for a while: make fuzz FUZZTIME=10m
fuzz:
	FUZZTIME=$(FUZZTIME) bash .ci/fuzz

.PHONY: fuzz

# Do two builds of the command make the same bytes? Before a release; takes minutes.
rebuild:
	REBUILD=1 go test -timeout 30m -count=1 -run Reproducible ./internal/release

.PHONY: rebuild

# The documentation site in a real browser; says what is missing.
test-site:
	cd internal/sitetest && GOWORK=off go test ./...

# The pictures of the README, in Chromium and the fonts that .ci/run installs.
pictures:
	cd internal/sitetest && GOWORK=off go test -count=1 -run TestReadmePictures -images "$(CURDIR)/docs/images" .

# The Markdown pages in the engines of other sites; says what is missing.
test-markdown:
	MARKDOWN_ENGINES="$(CURDIR)/internal/markdowntest" go test -count=1 ./internal/markdowntest

# The npm package with the SDKs that its README is for; says what is missing.
test-npm:
	NPM_SDKS="$(CURDIR)/internal/npmtest" go test -count=1 ./internal/npmtest

.PHONY: all generate check short test ci score bench pictures test-site test-markdown test-npm
