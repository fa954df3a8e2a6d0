import { lookup as lookUp } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { addressesIn } from '../../core/addresses.ts'
import { DeliveryRefused } from './delivery-refused.ts'
import { isPrivate } from './private-addresses.ts'

/** Sends a webhook. A subset of the global `fetch`. */
export type Deliver = (
  url: string,
  request: {
    readonly method: string
    readonly body: string
    readonly headers: Readonly<Record<string, string>>
    readonly redirect?: 'manual'
    readonly signal?: AbortSignal
  },
) => Promise<Pick<Response, 'status' | 'body'>>

/** An address of a host name. */
interface Found {
  readonly address: string
  readonly family: number
}

/** Finds the addresses of a host name. */
export type Lookup = (name: string) => Promise<readonly Found[]>

const system: Lookup = (name) => lookUp(name, { all: true })

/**
 * Creates the function that sends webhooks to any address except those in the surrounding network, which whoever creates a webhook could otherwise
 * reach through this machine. A name is looked up once, and the connection goes to the address that was found. Redirects are not followed.
 *
 * @param allowed host names, addresses and subnets (`10.0.0.0/8`) that are allowed although they are private
 * @throws {TypeError} if `allowed` contains anything else
 */
export function directDelivery(allowed: readonly string[], lookup: Lookup = system): Deliver {
  const names = new Set(allowed.filter(isName).map((name) => name.toLowerCase()))
  const isAllowed = addressesIn(allowed.filter((place) => !isName(place)))

  function check(host: string, found: readonly Found[]): void {
    const refused = names.has(host) ? undefined : found.find(({ address }) => isPrivate(address) && !isAllowed(address))
    if (refused !== undefined) throw new DeliveryRefused(privateAddress(host, refused.address))
  }

  // The look-up is part of the connection, so the address that is checked is the one that is used, and interceptors in tests need no name server.
  const judged: LookupFunction = (name, { all }, done) => {
    lookup(name)
      .then((found) => {
        check(name, found)
        const [first] = found
        if (first === undefined) throw new Error(`The host name ${name} has no address.`)
        return all ? done(null, [...found]) : done(null, first.address, first.family)
      })
      .catch((error: NodeJS.ErrnoException) => done(error, ''))
  }

  return async (url, { method, body, headers, signal }) => {
    const target = new URL(url)
    const host = target.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0) check(host, [{ address: host, family: isIP(host) }])
    return new Promise((resolve, reject) => {
      const { request } = target.protocol === 'https:' ? https : http
      const options = { method, headers, lookup: judged, agent: false, ...(signal && { signal }) }
      const sent = request(target, options, (response) => {
        resolve({ status: response.statusCode ?? 0, body: null })
        // The response body is not used.
        response.on('error', () => {}).destroy()
      })
      sent.on('error', (error) => reject(signal?.aborted ? signal.reason : error))
      sent.end(body)
    })
  }
}

const isName = (place: string) => /^(?=.*[a-z])[\w.-]+$/i.test(place) && isIP(place) === 0

function privateAddress(host: string, address: string): string {
  return (
    `${host}${host === address ? ' is' : ` is ${address}, which is`} a private address: the emulator sends no webhooks there. If that is ` +
    `meant, start it with --allow-webhooks-to ${host} (in a program: allowWebhooksTo).`
  )
}
