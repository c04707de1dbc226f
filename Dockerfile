# Kith’s pages and gateways, or everything in one process: what is run is said by the command.
FROM node:24-bookworm-slim AS build
WORKDIR /opt/kith
# What installing needs: it makes the database’s client, too.
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma/schema.prisma prisma/
COPY scripts scripts
RUN npm ci
COPY . .
RUN npm run build
RUN rm -rf .next/cache && npm prune --omit=dev --ignore-scripts
# What only building and Prisma’s own commands need: four tenths of all.
RUN cd node_modules && rm -rf @electric-sql @esbuild @next/swc-* @prisma/dev @prisma/engines @prisma/engines-version \
    @prisma/fetch-engine @prisma/get-platform @prisma/query-plan-executor @prisma/streams-local @prisma/studio-core \
    @tailwindcss @types @visx effect elkjs esbuild lightningcss* lucide-react playwright playwright-core prisma remeda \
    tailwindcss typescript

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 KITH_DATA=/data
WORKDIR /opt/kith
RUN mkdir /data && chown node:node /data
COPY --from=build /opt/kith/package.json /opt/kith/next.config.js ./
COPY --from=build /opt/kith/node_modules node_modules
COPY --from=build /opt/kith/dist dist
COPY --from=build /opt/kith/.next .next
COPY --from=build /opt/kith/public public
COPY --from=build /opt/kith/prisma/migrations prisma/migrations
COPY --from=build /opt/kith/server/stickers server/stickers
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/main.js"]
