# Picketwire: one process, one volume. Built in two stages so that the image holds no compiler.
FROM python:3.13-slim AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt .
RUN python3 -m venv /venv && /venv/bin/python -m pip install --no-cache-dir --quiet -r requirements.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home picketwire \
    && mkdir -p /app/data /app/build && chown picketwire /app/data /app/build
WORKDIR /app
COPY --from=build /venv /venv
COPY bot bot
COPY cogs cogs
COPY config config
COPY rehearsal rehearsal
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /app/data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["python", "-m", "bot", "health"]
# No ENTRYPOINT: any command runs as it is written, for instance `python -m bot check` or `python -m rehearsal --once`.
CMD ["python", "-m", "bot", "run"]
