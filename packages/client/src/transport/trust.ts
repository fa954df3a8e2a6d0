import { InvalidRequestError } from '../errors/base.ts'

/**
 * Why a URL does not receive the credential: it is on another host, uses plain http, or is signed. A signed download URL grants access by itself, and
 * storage refuses a request with two forms of authentication.
 */
export type Distrust = 'foreign' | 'plain' | 'signed'

/** Returns why a URL must not receive the credential; undefined if it may. */
export type Trust = (address: string) => Exclude<Distrust, 'signed'> | undefined

/** Which hosts a client sends its credential to. */
export interface TrustOptions {
  /**
   * Additional hosts that may receive the credential, such as custom domains and proxies in front of the service, with a port unless it is that
   * of https. Cloudsmith's own hosts and the host of `baseUrl` need not be listed. Default: none.
   */
  trustedHosts?: readonly string[] | undefined
  /** Allow plain http to hosts other than this machine. The credential can then be read in transit. Default: false. */
  allowInsecureHttp?: boolean | undefined
}

/**
 * Decides which URLs receive the credential, for calls, redirects, uploads and downloads alike.
 *
 * These are the host of the API itself, under any of the names of the loopback address; all of Cloudsmith's own hosts, if the API is on one of
 * them; and the hosts that the caller lists.
 *
 * @param home URL of the API
 * @throws {InvalidRequestError} one of `trustedHosts` is not a host
 * @see docs/service.md#hosts
 */
export function createTrust(home: URL, { trustedHosts = [], allowInsecureHttp = false }: TrustOptions): Trust {
  const named = new Set(trustedHosts.map(checkHost))
  const isService = ({ port, hostname, host }: URL) =>
    named.has(host) || (port === '' && /(^|\.)cloudsmith\.(io|com)$/.test(hostname))
  const homeIsService = isService(home)
  // The slash ends the host name, so no URL of another origin starts like this.
  const ownAddress = `${home.origin}/`
  return (address) => {
    if (address.startsWith(ownAddress)) return undefined
    const url = URL.parse(address)
    if (url === null) return 'foreign'
    if (placeOf(url) === placeOf(home)) return undefined
    const isNamed = named.has(url.host)
    if (!isNamed && url.host !== home.host && !(homeIsService && isService(url))) {
      return 'foreign'
    }
    const mayBePlain = allowInsecureHttp || (isNamed && isLoopback(url))
    return url.protocol === 'https:' || (mayBePlain && url.protocol === 'http:') ? undefined : 'plain'
  }
}

/** Whether a URL stays on this machine. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/** An origin, with all loopback names treated as one: a server may redirect from one to another. */
const placeOf = ({ protocol, hostname, port }: URL): string =>
  `${protocol}//${hostname.replace(/^(127\.0\.0\.1|\[::1\])$/, 'localhost')}:${port}`

function checkHost(text: string): string {
  const host = String(text).toLowerCase()
  if (URL.parse(`https://${host}`)?.host === host) return host
  throw new InvalidRequestError(`trustedHosts contains ${JSON.stringify(text)}, which is not a host.`)
}
