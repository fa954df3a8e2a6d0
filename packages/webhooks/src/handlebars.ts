export * from './tooling/handlebars.ts'
