/**
 * Promotes packages automatically: on webhook deliveries, and in regular sweeps of the source.
 *
 * @module
 */
export * from './automation/index.ts'
