export * from './adapters/lambda.ts'
