/**
 * OpenTelemetry tracing. Needs `@opentelemetry/api`, an optional peer dependency that the rest of this package does not use.
 *
 * @module
 */
export { type TracingOptions, tracing } from './observe/opentelemetry.ts'
