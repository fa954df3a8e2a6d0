/**
 * Checks for tests against an emulator: matchers for vitest and jest, and assertions for all other test runners.
 *
 * @module
 */
import { AssertionError } from 'node:assert'
import type { LoggedRequest } from './core/request-log.ts'
import type { Emulator } from './emulator.ts'
import type { Package } from './generated/v1.ts'
import {
  type DeliveredWebhook,
  deliveryVerdict,
  packageVerdict,
  requestVerdict,
  type Some,
  type Verdict,
} from './matchers/verdicts.ts'

export type { DeliveredWebhook, Some, Verdict } from './matchers/verdicts.ts'

/**
 * Matchers for `expect.extend(matchers)`. The README shows how to declare their types.
 *
 * @example expect(emulator).toHavePackage('acme/staging', { format: 'npm', name: 'lodash', status_str: 'Completed' })
 * expect(emulator).toHaveReceived('packages_copy', { user: 'writer' }) expect(emulator).toHaveDelivered('package.quarantined')
 */
export const matchers: {
  readonly toHavePackage: typeof packageVerdict
  readonly toHaveReceived: typeof requestVerdict
  readonly toHaveDelivered: typeof deliveryVerdict
} = { toHavePackage: packageVerdict, toHaveReceived: requestVerdict, toHaveDelivered: deliveryVerdict }

/** The types of the matchers on `expect`, to declare them to a test framework. */
export interface EmulatorMatchers<Result = void> {
  /** Expects a package with these fields in a repository (`acme/dev`). The fields are those of the API. */
  toHavePackage(place: string, wanted: Some<Package>): Result
  /** Expects that a request for the operation was received. */
  toHaveReceived(operation: string, wanted?: Some<LoggedRequest>): Result
  /** Expects that a webhook was delivered for the event. */
  toHaveDelivered(event: string, wanted?: Some<DeliveredWebhook>): Result
}

/**
 * Asserts that a repository (`acme/dev`) has a package with these fields, which are those of the API.
 *
 * @throws {AssertionError} if it has none
 */
export function assertPackage(emulator: Emulator, place: string, wanted: Some<Package>): void {
  insist(packageVerdict(emulator, place, wanted))
}

/**
 * Asserts that a request for the operation was received.
 *
 * @throws {AssertionError} if there was none
 */
export function assertReceived(emulator: Emulator, operation: string, wanted?: Some<LoggedRequest>): void {
  insist(requestVerdict(emulator, operation, wanted))
}

/**
 * Asserts that a webhook was delivered for the event.
 *
 * @throws {AssertionError} if there was none
 */
export function assertDelivered(emulator: Emulator, event: string, wanted?: Some<DeliveredWebhook>): void {
  insist(deliveryVerdict(emulator, event, wanted))
}

function insist({ pass, message }: Verdict): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn: insist })
}
