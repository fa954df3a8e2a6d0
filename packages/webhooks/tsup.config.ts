import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    fetch: 'src/adapters/fetch.ts',
    node: 'src/adapters/node.ts',
    express: 'src/adapters/express.ts',
    fastify: 'src/adapters/fastify.ts',
    koa: 'src/adapters/koa.ts',
    lambda: 'src/adapters/lambda.ts',
    azure: 'src/adapters/azure.ts',
    postgres: 'src/stores/postgres.ts',
    redis: 'src/stores/redis.ts',
    testing: 'src/testing.ts',
    handlebars: 'src/tooling/handlebars.ts',
    subscribe: 'src/tooling/subscribe.ts',
  },
  format: 'esm',
  dts: true,
  clean: true,
  target: 'es2023',
})
