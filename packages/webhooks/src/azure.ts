export * from './adapters/azure.ts'
