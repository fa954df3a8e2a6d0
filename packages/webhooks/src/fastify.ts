export * from './adapters/fastify.ts'
