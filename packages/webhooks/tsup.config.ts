import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/fetch.ts',
    'src/node.ts',
    'src/express.ts',
    'src/fastify.ts',
    'src/koa.ts',
    'src/lambda.ts',
    'src/azure.ts',
    'src/postgres.ts',
    'src/redis.ts',
    'src/testing.ts',
    'src/handlebars.ts',
    'src/subscribe.ts',
  ],
  format: 'esm',
  clean: true,
  target: 'es2023',
})
