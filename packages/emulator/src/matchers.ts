/**
 * What tests ask an emulator: as matchers for vitest and jest, and as assertions for everything else.
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
 * For `expect.extend(matchers)`. The README tells how their types become known.
 *
 * @example
 * expect(emulator).toHavePackage('acme/staging', { format: 'npm', name: 'lodash', status_str: 'Completed' })
 * expect(emulator).toHaveReceived('packages_copy', { user: 'writer' })
 * expect(emulator).toHaveDelivered('package.quarantined')
 */
export const matchers: {
  readonly toHavePackage: typeof packageVerdict
  readonly toHaveReceived: typeof requestVerdict
  readonly toHaveDelivered: typeof deliveryVerdict
} = { toHavePackage: packageVerdict, toHaveReceived: requestVerdict, toHaveDelivered: deliveryVerdict }

/** The matchers as `expect` has them, to declare them to a test framework. */
export interface EmulatorMatchers<Result = void> {
  /** Is there a package like this in a repository (`acme/dev`)? Fields are those of the API. */
  toHavePackage(place: string, wanted: Some<Package>): Result
  /** Was an operation asked for? */
  toHaveReceived(operation: string, wanted?: Some<LoggedRequest>): Result
  /** Was a webhook delivered for an event? */
  toHaveDelivered(event: string, wanted?: Some<DeliveredWebhook>): Result
}

/** @throws {AssertionError} there is no package like this in a repository (`acme/dev`) */
export function assertPackage(emulator: Emulator, place: string, wanted: Some<Package>): void {
  insist(packageVerdict(emulator, place, wanted))
}

/** @throws {AssertionError} nobody asked for the operation */
export function assertReceived(emulator: Emulator, operation: string, wanted?: Some<LoggedRequest>): void {
  insist(requestVerdict(emulator, operation, wanted))
}

/** @throws {AssertionError} no webhook was delivered for the event */
export function assertDelivered(emulator: Emulator, event: string, wanted?: Some<DeliveredWebhook>): void {
  insist(deliveryVerdict(emulator, event, wanted))
}

function insist({ pass, message }: Verdict): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn: insist })
}
