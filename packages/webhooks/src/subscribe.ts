export * from './tooling/subscribe.ts'
