/**
 * An emulator of Cloudsmith in memory, with its behaviour: uploads, synchronisation, scans, policies, quarantine and webhooks, on a clock of its own.
 *
 * @module
 */

export type { Advisory } from '@cloudsmith-sdk/advisories'
export type { Registry } from './areas/native/registries.ts'
export type { PackageVariant } from './areas/synchronisation/multiply.ts'
export type { Delivery, DeliveryAttempt } from './areas/webhooks/delivery.ts'
export type { Answer } from './core/answer.ts'
export type { Clock, EmulatorClock, Task } from './core/clock.ts'
export type { Exchange, SeenBody } from './core/exchange.ts'
export type { Fault, Faults } from './core/faults.ts'
export type { Incoming } from './core/incoming.ts'
export type { RateLimitOptions } from './core/rate-limit.ts'
export { type RealClockOptions, realClock } from './core/real-clock.ts'
export type { LoggedRequest, RequestLog } from './core/request-log.ts'
export { defaultSwitches, type Switches } from './core/switches.ts'
export { defaultTimings, type Timings } from './core/timings.ts'
export { type VirtualClockOptions, virtualClock } from './core/virtual-clock.ts'
export { type AddOptions, createEmulator, type Emulator, type RegistryOptions } from './emulator.ts'
export { defaultLimits, type Limits } from './files/limits.ts'
export type { ClientConfiguration, ClientCredentials } from './format/client-configuration.ts'
export type { PackageFixture } from './format/package-fixture.ts'
export type { EmulatorOptions, ObservedExchange } from './options.ts'
export type { Rego, RegoMoment, RegoPolicy } from './rego/rego.ts'
export { AdvisoryError, bundledAdvisories, parseAdvisory } from './scan/index.ts'
export { type AccountSeed, type DomainSeed, defaultWorkspaces, type WorkspaceSeed } from './world/options.ts'
