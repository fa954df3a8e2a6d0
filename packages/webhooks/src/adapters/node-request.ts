import type { IncomingMessage } from 'node:http'
import type { Platform } from '../receiver/platform.ts'
import { requestOf } from './web-request.ts'

/** A server of Node's runs on after an answer. Its senders get one within so many milliseconds: 200 or 500 if handlers are that quick. */
export const nodePlatform: Platform = { waitUntil: () => {}, timeLimit: 5_000 }

/**
 * Makes a web `Request` of one of `node:http`.
 *
 * @param kept what the framework holds of the body, the best first: the first that is bytes or text is used, else the stream is read
 */
export function requestOfNode(incoming: IncomingMessage, kept: () => readonly unknown[]): Request {
  return requestOf({
    method: incoming.method,
    headers: incoming.headers,
    kept,
    // Node documents that destroying a message destroys its socket, which the answer has yet to go through.
    rest: () => (incoming.readableDidRead ? undefined : ReadableStream.from(incoming.iterator({ destroyOnReturn: false }))),
  })
}
