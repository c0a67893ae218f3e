# Ratusz: what its engineers do. `just` alone checks everything that CI checks.

export PYTHONUTF8 := "1"
export UV_COMPILE_BYTECODE := "1"

papers := "pipelines/README.md rules/README.md dashboards/README.md"

default: check

# style, types, imports, documentation, tests
check: lint docs test

lint:
    uv run ruff check .
    uv run ruff format --check .
    uv run pyright
    uv run lint-imports
    uv run yamllint -s rules/law pipelines/facts
    uv run sqruff lint pipelines dashboards

# the generated parts of the READMEs are up to date
docs:
    uv run cog --check -P {{papers}}

# write the generated parts of the READMEs anew
write-docs:
    uv run cog -r -P {{papers}}

test *args:
    uv run pytest {{args}}

# the demo town with its dashboards
demo:
    uv run ratusz demo

# the measurements, each beside what it must reach: `just bench`, `just bench judge --items 5000000`,
# `just bench --small`, `just bench --json new.json --compare old.json`
bench *args:
    uv run --group bench python -m tests.bench {{args}}

# would a case notice if a declared rule said something else? `just mutate C02` for one rule
mutate *rules:
    uv run python -m tests.mutation {{rules}}

# the same for the ordinary functions of rules/: `just mutate-code rules/law/terms.py` for one module
mutate-code *names:
    uv run python -m tests.mutation.functions {{names}}

# slips in pipelines/ and dashboards/ that no test notices: `just mutate-pipelines --number 40 --path pipelines/alerts`
mutate-pipelines *options:
    uv run python -m tests.mutation.pipelines {{options}}

# the long proofs in full numbers
prove:
    RATUSZ_PROVE=full uv run pytest -m slow

# exact versions of all dependencies into pyproject.toml
pin:
    python3 .ci/pin.py
    uv sync
