# Two commands: `make run` serves the sample city, `make test` runs every test but torture, fuzzing and full benchmarks.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help deps run build assets test test-go test-e2e test-kill test-spec check fmt generate codes guides defects rehearse bench clean

DEBIAN := chromium postgresql fonts-noto-cjk poppler-utils
FASTER := chromium-headless-shell
DATA ?= data
# One way of compiling for build, vet, run and test: nothing is compiled twice.
export CGO_ENABLED := 0
export GOFLAGS := -trimpath
ASSETS := internal/web/page/dist/manifest.json
FONT := internal/document/font/sans.ttf

help: ## show the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /  make \1\t/' | expand -t 20

deps: ## get the Debian packages that the tests need (root, or sudo)
	@sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	missing=""; for p in $(DEBIAN); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then echo "installing:$$missing"; $$sudo apt-get update -q && \
	DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -q --no-install-recommends $$missing; else echo "all Debian packages are here"; fi
	@sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	dpkg -s $(FASTER) >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -q --no-install-recommends $(FASTER) || \
	echo "no $(FASTER) here: the browser journeys run in chromium, and take longer"

run: build ## build, then serve the sample city on http://127.0.0.1:8080
	./bin/lianban demo --data $(DATA)

build: assets ## build the one binary into bin/
	@mkdir -p bin
	go build -o bin/lianban ./cmd/lianban

assets: $(ASSETS) $(FONT) ## build styles, scripts and the document font when they are missing or stale

$(ASSETS): web/package-lock.json web/package.json $(shell find web/style web/js web/icons web/*.mjs -type f 2>/dev/null)
	cd web && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; } && node build.mjs

$(FONT): tools/font/package-lock.json tools/font/build.mjs
	cd tools/font && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; } && node build.mjs

needed:
	@for c in go:Go node:Node npm:npm chromium:chromium pdftotext:poppler-utils; do \
	command -v $${c%%:*} >/dev/null || { echo "make test needs $${c##*:}: run 'make deps' (Go 1.26 and Node 20 come from their own sites)"; exit 1; }; done
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { echo "make test needs postgresql: run 'make deps'"; exit 1; }
	@fc-list 2>/dev/null | grep -qi 'cjk' || { echo "make test needs fonts-noto-cjk: run 'make deps'"; exit 1; }

test: needed assets check test-spec test-go test-e2e test-kill ## run every test but torture, fuzzing and full benchmarks

# Every run draws the same cases, so that a run on another machine fails for the same reason; RAPID_SEED=0 draws new ones.
test-go: build
	RAPID_SEED=$${RAPID_SEED:-20250303} LIANBAN_TEST_PG=require LIANBAN_BIN=$(CURDIR)/bin/lianban go test ./...

test-e2e: build ## the browser journeys, or some: make test-e2e JOURNEYS="window admin"
	cd e2e && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; }
	cd e2e && node run.mjs $(JOURNEYS)

test-spec: ## lint the API's description: Spectral and OWASP rules, no error
	cd tools/spec && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; }
	@mkdir -p bin && go run ./cmd/lianban export openapi >bin/openapi.yaml
	cd tools/spec && npx --offline spectral lint --ruleset ruleset.yaml --fail-severity error --display-only-failures ../../bin/openapi.yaml

test-kill: build
	LIANBAN_TEST_PG=require LIANBAN_KILL=1 LIANBAN_BIN=$(CURDIR)/bin/lianban go test -count=1 ./e2e/kill/

defects: ## plant every mistake of the pack check eight times, and check the whole city part by part (minutes)
	LIANBAN_DEFECTS=8 go test ./internal/pack -count=1 -timeout 40m -v -run '^(TestPlantedDefects|TestTheGroundOfPlantedDefectsIsClean|TestPartsFindNothingInTheSampleCity)$$' | \
	grep -vE '^ *(=== |--- PASS)'; exit $${PIPESTATUS[0]}

check: ## formatting, vet, generated code up to date, packs without findings
	@bad=$$(git ls-files '*.go' | grep -v '_templ\.go$$' | xargs gofmt -l); [ -z "$$bad" ] || { echo "gofmt would change:"; echo "$$bad"; exit 1; }
	go vet ./...
	@before=$$(cat internal/web/*/*_templ.go | sha256sum); go tool -modfile=tools/go.mod templ generate -path internal/web >/dev/null 2>&1; \
	[ "$$before" = "$$(cat internal/web/*/*_templ.go | sha256sum)" ] || { echo "generated pages were stale and are written anew: commit them"; exit 1; }
	go run ./cmd/lianban pack check

generate: ## write the templ code again
	go tool -modfile=tools/go.mod templ generate -path internal/web

codes: ## write the list of problem codes and the API's description again
	go test ./internal/api -count=1 -run TestTheListOfCodesIsComplete -update >/dev/null
	go test ./internal/api -count=1 -run TestTheDescriptionIsWhatWasPromised -update

guides: build ## take the pictures of docs/guides again
	cd e2e && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; }
	cd e2e && LIANBAN_DOCS_IMG=1 node --test journeys/guides.mjs

fmt: ## format Go code
	gofmt -w $$(git ls-files '*.go' | grep -v '_templ\.go$$')

rehearse: build ## play every example of every pack to its end
	./bin/lianban rehearse --all

bench: ## store benchmarks on SQLite and PostgreSQL
	LIANBAN_TEST_PG=require go test -run '^$$' -bench . ./internal/store/...

clean: ## remove what was built (never data)
	rm -rf bin internal/web/page/dist/* internal/document/font/*.ttf
