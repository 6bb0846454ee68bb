# Two stages: the first installs, the second holds only what runs. `python -m tools.container` runs the same lines in a
# clean folder, so that they are known to work where there is no Docker.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements-build.lock requirements-run.lock ./
RUN python -m venv /build
RUN /build/bin/python -m pip install --quiet --no-cache-dir --no-deps --require-hashes -r requirements-build.lock
RUN python -m venv /venv
RUN /venv/bin/python -m pip install --quiet --no-cache-dir --no-deps --require-hashes -r requirements-run.lock
COPY . .
RUN /build/bin/python -m hatchling build -t wheel -d /wheels
RUN /venv/bin/python -m pip install --quiet --no-cache-dir --no-index --no-deps --find-links /wheels convenor

FROM python:3.13-slim
COPY --from=build /venv /venv
RUN useradd --system --uid 10001 --no-create-home convenor && install -d -o convenor -m 700 /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 CONVENOR_HOST=0.0.0.0 CONVENOR_PORT=8000 CONVENOR_DATA=/data
USER convenor
WORKDIR /data
VOLUME /data
EXPOSE 8000
# The image has no curl. The address is the loopback's, whatever the program listens on.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['CONVENOR_PORT'] + '/healthz', timeout=4)"]
CMD ["convenor", "run"]
