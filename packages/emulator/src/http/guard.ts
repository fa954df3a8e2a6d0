import type { IncomingMessage } from 'node:http'
import type { Answer } from '../core/answer.ts'
import { isOfForeignPage } from '../core/foreign-page.ts'
import type { Incoming } from '../core/incoming.ts'
import { visible } from '../core/visible.ts'
import { knownHosts } from './known-hosts.ts'
import { refusal } from './refusal.ts'

/** Refuses what may not be asked at all; answers nothing for what may. */
export type Guard = (message: IncomingMessage, request: Incoming, url: URL) => Answer | undefined

/**
 * Makes the guard of a server, which stands before everything else: requests to hosts that are not its own are answered 403, and so are
 * those of web pages of other origins that may change something. There is no CORS, so such pages cannot read either.
 *
 * @param allowHosts names beside the usual ones
 * @param publicUrl origin at which others know the server
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
  `Pages of other origins${origin === null ? '' : `, as of ${visible(origin)},`} may not change anything in the emulator: send such ` +
  'requests from a program or a server.'

const unknownHost = (host: string) =>
  `The emulator does not answer to the host ${host}. If that is its name, start it with --allow-host ${host} ` +
  `(in a program: serve(emulator, { allowHosts: ['${host}'] })).`
