/**
 * Spans of OpenTelemetry. Needs `@opentelemetry/api`, which nothing else of this package does.
 *
 * @module
 */
export { type TracingOptions, tracing } from './observe/opentelemetry.ts'
