export * from './stores/postgres.ts'
