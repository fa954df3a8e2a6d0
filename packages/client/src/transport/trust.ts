import { InvalidRequestError } from '../errors/base.ts'

/**
 * Why an address does not get the credential: it is at another host, or it is reached by plain http. Or, of a download, its own signature
 * lets in, and storage refuses two proofs.
 */
export type Distrust = 'foreign' | 'plain' | 'signed'

/** Tells why an address may not have the credential; undefined where it may. */
export type Trust = (address: string) => Exclude<Distrust, 'signed'> | undefined

/** Whom a client trusts with its credential. */
export interface TrustOptions {
  /**
   * Hosts that may have the credential, as if they were Cloudsmith's own: custom domains, and proxies in front of the service. With the
   * port where it is not that of https. Cloudsmith's hosts need not be named, nor that of `baseUrl`.
   */
  trustedHosts?: readonly string[] | undefined
  /** Allow plain http to other hosts than this one. The credential can then be read on the way. Default: false. */
  allowInsecureHttp?: boolean | undefined
}

/**
 * The one decision about who gets the credential: calls, redirects, uploads and downloads all ask here.
 *
 * That is the place of the API itself, whichever of its names this machine goes by; every host of Cloudsmith's own where the API is at one
 * of them; and the hosts that the caller names.
 *
 * @param home where the API is
 * @throws {InvalidRequestError} one of `trustedHosts` is no host
 * @see docs/service.md#hosts
 */
export function createTrust(home: URL, { trustedHosts = [], allowInsecureHttp = false }: TrustOptions): Trust {
  const named = new Set(trustedHosts.map(checkHost))
  const isService = ({ port, hostname, host }: URL) =>
    named.has(host) || (port === '' && /(^|\.)cloudsmith\.(io|com)$/.test(hostname))
  const homeIsService = isService(home)
  // The slash ends the host's name: no other origin's address begins like this.
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

/** Whether an address stays on this machine. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/** An origin. The names that a machine has for itself are one place: servers say one where they were asked by another. */
const placeOf = ({ protocol, hostname, port }: URL): string =>
  `${protocol}//${hostname.replace(/^(127\.0\.0\.1|\[::1\])$/, 'localhost')}:${port}`

function checkHost(text: string): string {
  const host = String(text).toLowerCase()
  if (URL.parse(`https://${host}`)?.host === host) return host
  throw new InvalidRequestError(`trustedHosts contains ${JSON.stringify(text)}, which is not a host.`)
}
