export * from './adapters/koa.ts'
