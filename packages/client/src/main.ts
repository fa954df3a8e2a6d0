/** What the main entry exports besides its errors and types. */
export { Cloudsmith } from './cloudsmith.ts'
export { upstreamFormats } from './generated/formats.ts'
export { largestPageSize } from './generated/page-size.ts'
export * from './query/index.ts'
export { systemClock } from './transport/clock.ts'
