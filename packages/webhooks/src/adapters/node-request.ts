import type { IncomingMessage } from 'node:http'
import type { Platform } from '../receiver/platform.ts'
import { requestOf } from './web-request.ts'

/** A Node server goes on running after a response. It responds within 5 seconds, with 200 or 500 if the handlers have ended by then. */
export const nodePlatform: Platform = { waitUntil: () => {}, timeLimit: 5_000 }

/**
 * Creates a web `Request` from a `node:http` request.
 *
 * @param kept the forms in which the framework has kept the body, in order of preference: the first that is bytes or text is used; if there is none,
 *   the stream is read
 */
export function requestOfNode(incoming: IncomingMessage, kept: () => readonly unknown[]): Request {
  return requestOf({
    method: incoming.method,
    headers: incoming.headers,
    kept,
    // As Node documents, destroying a message destroys its socket, which is still needed for the response.
    rest: () => (incoming.readableDidRead ? undefined : ReadableStream.from(incoming.iterator({ destroyOnReturn: false }))),
  })
}
