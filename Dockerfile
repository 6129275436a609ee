# callstorm itself: docker build -t callstorm . && docker run --rm callstorm list
# Dependencies that lie in the build context are taken when they are those of the lockfile and of this platform, so that
# the image can be built where no registry is reached; otherwise they are installed.
ARG NODE_IMAGE=node:22-bookworm-slim
FROM ${NODE_IMAGE}
WORKDIR /callstorm
COPY . .
RUN ["node", "bin/install.mjs"]
ENV NODE_ENV=production
STOPSIGNAL SIGINT
ENTRYPOINT ["node", "/callstorm/bin/callstorm.mjs"]
CMD ["run", "busy-hour"]
