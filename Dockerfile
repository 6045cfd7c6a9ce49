# Two stages: the first builds the environment, the second only carries it.
FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN pip install --no-cache-dir uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
# Dependencies alone first: they change less often than our code.
RUN uv sync --locked --no-dev --no-install-project
COPY README.md LICENSE ./
COPY kpi kpi
COPY bot bot
RUN uv sync --locked --no-dev --no-editable

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home kompas
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/kompas.db \
    KOMPAS_HOST=0.0.0.0 \
    KOMPAS_LOG_FORMAT=json
# Only /data is written to, so the root file system may be read-only.
VOLUME /data
WORKDIR /data
USER 10001
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('KOMPAS_PORT', '3000') + '/healthz', timeout=4)"]
ENTRYPOINT ["kompas"]
CMD ["serve"]
