import { unsendable } from './headers.ts'

/** Version of this package: what builds it writes it here, from its package.json. */
declare const packageVersion: string | undefined

const version = typeof packageVersion === 'string' ? packageVersion : 'source'

/** Printable ASCII, and not much of it: some servers refuse long headers. */
const sendable = /^[ -~]{0,256}$/

/**
 * The `User-Agent` of every request: the application, this package, what runs it. Undefined in a browser, which has its own, and which
 * would have to ask the service first whether it may send another.
 *
 * @param application what the application says of itself
 * @param runtime undefined for a browser
 * @throws {InvalidRequestError} it is long, or holds what no such header holds
 */
export function userAgentOf(application = '', runtime: string | undefined): string | undefined {
  if (!sendable.test(application)) throw unsendable('User-Agent')
  return runtime === undefined ? undefined : `${application} cloudsmith-sdk-client/${version} ${runtime}`.trim()
}
