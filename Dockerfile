# docker build -t kubelog-diagnose .
# The command with what it runs: Node, and journalctl for binary journals. For nodes see docs/kubernetes.md.
FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm install --no-audit --no-fund \
  && npm run build \
  && npm pack --ignore-scripts --pack-destination /tmp

FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends systemd \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /tmp/kubelog-diagnose-*.tgz /tmp/
RUN npm install --global --omit=dev --no-audit --no-fund /tmp/kubelog-diagnose-*.tgz \
  && rm /tmp/kubelog-diagnose-*.tgz
# It runs as root, to whom the journals of a host belong; for logs that others may read: docker run --user.
ENTRYPOINT ["kubelog-diagnose"]
