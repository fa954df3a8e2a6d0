import { isIP } from 'node:net'
import { addressesIn } from '../core/addresses.ts'

/** Whether an address is the machine itself. */
const isLoopback = addressesIn(['127.0.0.0/8', '::1'])

/** Names that lead to the machine itself, and those of the service that the emulator stands in for: nobody else can give them away. */
const trusted = ['localhost', 'cloudsmith.io', 'cloudsmith.com']

/** What most requests are sent to. */
const usual = '127.0.0.1'

/**
 * Makes the question whether a server is meant by a host name. Pages can make names of their own lead to it (DNS rebinding), and would
 * then be of its origin: so only loopback, the names that are allowed, and the address at which the connection arrived are known.
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
