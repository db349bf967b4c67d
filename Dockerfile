# Picketwire: one process, one volume. Built in two stages, so that the image holds neither a compiler nor pip's leavings.
FROM python:3.13-slim AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements.txt .
# What only developers of the libraries need is left out: their tests, and the sources of their compiled parts.
RUN python3 -m venv --without-pip /venv \
    && python3 -m pip --python /venv/bin/python install --no-cache-dir --quiet -r requirements.txt \
    && find /venv -type d -name tests -prune -exec rm -rf {} + \
    && find /venv -type f \( -name '*.pyi' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.[ch]' \) -delete
COPY bot bot
COPY cogs cogs
COPY config config
COPY rehearsal rehearsal
# Compiled here: the image is meant to run read-only, and each start and health check would compile anew.
RUN python3 -m compileall -q --invalidation-mode unchecked-hash bot cogs config rehearsal

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home picketwire \
    && mkdir -p /app/data /app/build && chown picketwire /app/data /app/build
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MPLCONFIGDIR=/tmp/matplotlib
USER 10001
VOLUME /app/data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["python", "-m", "bot", "health"]
# No ENTRYPOINT: any command runs as it is written, for instance `python -m bot check` or `python -m rehearsal --once`.
CMD ["python", "-m", "bot", "run"]
