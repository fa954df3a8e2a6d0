import { unsendable } from './unsendable.ts'

/** Version of this package, filled in from package.json by the build. */
declare const packageVersion: string | undefined

const version = typeof packageVersion === 'string' ? packageVersion : 'source'

/** Printable ASCII, limited in length because some servers reject long headers. */
const sendable = /^[ -~]{0,256}$/

/**
 * The `User-Agent` of every request: the application, this package and the runtime. Undefined in a browser, which sends its own and would
 * need a CORS preflight request to send another.
 *
 * @param application the caller's `userAgent` option
 * @param runtime undefined for a browser
 * @throws {InvalidRequestError} `application` is longer than 256 characters, or contains characters other than printable ASCII
 */
export function userAgentOf(application = '', runtime: string | undefined): string | undefined {
  if (!sendable.test(application)) throw unsendable('User-Agent')
  return runtime === undefined ? undefined : `${application} cloudsmith-sdk-client/${version} ${runtime}`.trim()
}
