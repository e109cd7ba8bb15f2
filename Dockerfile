# The image of Batchwatch: compiled JavaScript, bundled with the production dependencies, run as the user `node`.
#   docker build --build-arg BATCHWATCH_REVISION="$(git rev-parse HEAD)" -t batchwatch .
#   docker run --env-file batchwatch.env -v batchwatch:/data -p 127.0.0.1:9464:9464 batchwatch [COMMAND]

# A build that is to be of the same base next year names it by digest (`docker buildx imagetools inspect` shows the newest):
#   --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d
ARG NODE_IMAGE=node:24-bookworm-slim

# No install scripts anywhere: the only one that is wanted elsewhere fetches the `node` that this image already is.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY config/tooling/rolldown.config.ts config/tooling/
COPY src src
RUN npm run build && chmod 755 dist/main.js

FROM ${NODE_IMAGE}
WORKDIR /app
# /data must exist and belong to `node` before it is declared: a new volume takes its owner from here.
# The link makes `docker exec CONTAINER batchwatch explain JOB_ID` work as the mails say it.
RUN install --directory --mode=700 --owner=node --group=node /data && ln -s /app/dist/main.js /usr/local/bin/batchwatch
COPY --from=build /app/dist dist
COPY package.json ./
COPY config/batchwatch.yaml config/

# Last, so that a new revision rebuilds nothing above.
ARG BATCHWATCH_REVISION=unknown
ENV NODE_ENV=production BATCHWATCH_REVISION=$BATCHWATCH_REVISION MALLOC_ARENA_MAX=1 \
    BATCHWATCH_ADDRESS_FILE=/dev/shm/batchwatch.address
LABEL org.opencontainers.image.title="Batchwatch" \
      org.opencontainers.image.description="Watches Tencent Cloud CI batch jobs and notifies on-call by mail and chat when one fails or pauses" \
      org.opencontainers.image.revision="$BATCHWATCH_REVISION"

USER node
VOLUME /data
EXPOSE 9464
STOPSIGNAL SIGTERM
# It asks where the daemon listens by the file that it has left: in memory, for the configuration may lie anywhere, and change.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "--max-semi-space-size=1", "/app/dist/main.js", "healthcheck"]
# Memory before speed: a long read peaks some 30 MB lower with these; and what the first read took is given back.
ENTRYPOINT ["node", "--disable-sigusr1", "--max-semi-space-size=16", "--heap-growing-percent=20", "--expose-gc", "/app/dist/main.js"]
CMD ["run"]
