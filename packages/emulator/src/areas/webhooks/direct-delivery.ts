import { lookup as lookUp } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { addressesIn } from '../../core/addresses.ts'
import { DeliveryRefused } from './delivery-refused.ts'
import { isPrivate } from './private-addresses.ts'

/** Sends a webhook. The global `fetch` would do, and more than is asked for. */
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

/** An address of a name. */
interface Found {
  readonly address: string
  readonly family: number
}

/** Finds the addresses of a name. */
export type Lookup = (name: string) => Promise<readonly Found[]>

const system: Lookup = (name) => lookUp(name, { all: true })

/**
 * Makes what sends webhooks to where they are wanted, but not into the network around: whoever may make a webhook could reach there what only
 * this machine can. A name is looked up once, and the connection goes to what was found. Redirects are not followed.
 *
 * @param allowed host names, addresses and subnets (`10.0.0.0/8`) that may be sent to although they are private
 * @throws {TypeError} for something else in `allowed`
 */
export function directDelivery(allowed: readonly string[], lookup: Lookup = system): Deliver {
  const names = new Set(allowed.filter(isName).map((name) => name.toLowerCase()))
  const isAllowed = addressesIn(allowed.filter((place) => !isName(place)))

  function check(host: string, found: readonly Found[]): void {
    const refused = names.has(host) ? undefined : found.find(({ address }) => isPrivate(address) && !isAllowed(address))
    if (refused !== undefined) throw new DeliveryRefused(privateAddress(host, refused.address))
  }

  // The connection itself looks the name up: what is judged is where it goes, and interceptors in tests need no name server.
  const judged: LookupFunction = (name, { all }, done) => {
    lookup(name)
      .then((found) => {
        check(name, found)
        const [first] = found
        if (first === undefined) throw new Error(`There is no address of ${name}.`)
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
        // Nobody reads what the receiver says.
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
