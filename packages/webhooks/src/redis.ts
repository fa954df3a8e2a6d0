export * from './stores/redis.ts'
