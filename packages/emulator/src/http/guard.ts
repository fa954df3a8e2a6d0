import type { IncomingMessage } from 'node:http'
import type { Answer } from '../core/answer.ts'
import { isOfForeignPage } from '../core/foreign-page.ts'
import type { Incoming } from '../core/incoming.ts'
import { visible } from '../core/visible.ts'
import { knownHosts } from './known-hosts.ts'
import { refusal } from './refusal.ts'

/** Refuses requests that are not allowed at all; returns undefined for all others. */
export type Guard = (message: IncomingMessage, request: Incoming, url: URL) => Answer | undefined

/**
 * Creates the guard of a server, which every request has to pass. Requests to hosts that are not its own are answered with 403, and so are requests
 * from web pages of other origins that may change something. There is no CORS, so such pages cannot read anything either.
 *
 * @param allowHosts host names in addition to the default ones
 * @param publicUrl origin under which others reach the server
 */
export function createGuard(allowHosts: readonly string[], publicUrl: URL | undefined): Guard {
  const isKnown = knownHosts(publicUrl ? [...allowHosts, publicUrl.hostname] : allowHosts)
  return ({ socket }, { method, headers }, url) => {
    if (!isKnown(url.hostname, socket.localAddress)) return refusal(403, unknownHost(url.hostname.slice(0, 253)))
    const isRead = method === 'GET' || method === 'HEAD'
    if (isRead || !isOfForeignPage(headers, publicUrl ? [url.origin, publicUrl.origin] : [url.origin])) return undefined
    return refusal(403, foreignPage(headers.get('origin')))
  }
}

const foreignPage = (origin: string | null) =>
  `Pages of other origins${origin === null ? '' : `, such as ${visible(origin)},`} may not change anything in the emulator: send such ` +
  'requests from a program or a server.'

const unknownHost = (host: string) =>
  `The emulator does not answer to the host ${host}. If that is its name, start it with --allow-host ${host} ` +
  `(in a program: serve(emulator, { allowHosts: ['${host}'] })).`
