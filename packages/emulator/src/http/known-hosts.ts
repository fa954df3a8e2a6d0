import { isIP } from 'node:net'
import { addressesIn } from '../core/addresses.ts'

/** Whether an address is a loopback address. */
const isLoopback = addressesIn(['127.0.0.0/8', '::1'])

/** Names that lead to this machine, and those of the service that the emulator stands in for: nobody else can register them. */
const trusted = ['localhost', 'cloudsmith.io', 'cloudsmith.com']

/** The host that most requests are sent to. */
const usual = '127.0.0.1'

/**
 * Creates a function that checks whether a server may answer to a host name. Web pages can point names of their own at it (DNS rebinding), and would
 * then be of its origin. So only loopback, the allowed names, and the address at which the connection arrived are accepted.
 */
export function knownHosts(allowed: readonly string[]): (hostname: string, arrivedAt: string | undefined) => boolean {
  const names = new Set([usual, ...trusted, ...allowed.map((name) => name.toLowerCase())])
  return (hostname, arrivedAt) => {
    if (names.has(hostname)) return true
    const name = hostname.replace(/^\[|\]$/g, '')
    if (isIP(name) === 0) return trusted.some((known) => name.endsWith(`.${known}`))
    return names.has(name) || isLoopback(name) || name === arrivedAt?.replace(/^::ffff:/, '')
  }
}
