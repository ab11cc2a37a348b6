# syntax=docker/dockerfile:1
# Build:  docker build --tag value-calculator .
# Start:  docker compose up

FROM debian:bookworm-slim AS base
# libharfbuzz-subset0: without it WeasyPrint still prints, but each document takes seconds longer.
# fonts ship with the product; fontconfig comes along with Pango and is given ours alone.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 \
        libpangoft2-1.0-0 \
        python3 \
    && rm -rf /var/lib/apt/lists/*

FROM base AS environment
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/run.txt /tmp/run.txt
RUN python3 -m venv /opt/value/.venv \
    && /opt/value/.venv/bin/python -m pip install --quiet --no-cache-dir --require-hashes --no-deps \
        --only-binary :all: --requirement /tmp/run.txt \
    && /opt/value/.venv/bin/python -m pip uninstall --quiet --yes pip setuptools

FROM base
LABEL org.opencontainers.image.title="Value proposition calculator" \
    org.opencontainers.image.description="Turns a deal into a calculated, versioned value statement and a document to send." \
    org.opencontainers.image.licenses="Apache-2.0"
# A fixed number, so that whoever mounts /data knows to whom it must belong.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin value \
    && install --directory --owner=value --group=value --mode=0750 /data
COPY --from=environment /opt/value/.venv /opt/value/.venv
WORKDIR /opt/value
COPY app app
COPY templates templates
# Compiled while building: the service itself may run on a read-only file system.
RUN .venv/bin/python -m compileall -q app .venv/lib
ENV PATH=/opt/value/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VALUE_DATA=/data \
    VALUE_HOST=0.0.0.0 \
    VALUE_PORT=8000
USER value
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['VALUE_PORT'] + '/health/ready', timeout=2)"]
# SIGTERM, Docker's default, stops the service cleanly: running requests end, printers are closed.
CMD ["python", "-m", "app.cli", "serve"]
