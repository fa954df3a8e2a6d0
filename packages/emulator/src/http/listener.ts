import type { IncomingMessage, RequestListener } from 'node:http'
import { controlPath, isControl } from '../control/control.ts'
import { type Answer, toAnswer } from '../core/answer.ts'
import { Refusal } from '../core/errors.ts'
import { failureOf } from '../core/failure.ts'
import { ConnectionLost } from '../core/faults.ts'
import { pathWithoutToken } from '../core/hosts.ts'
import { withoutSecrets } from '../core/secrets.ts'
import type { Guard } from './guard.ts'
import { incomingOf, requestOf } from './incoming.ts'
import { refusal } from './refusal.ts'
import { answerOf, sendAnswer } from './send.ts'
import { type Served, type Worlds, worldNameOf } from './worlds.ts'

const healthPath = `${controlPath}/health`

const noAddress = refusal(400, 'The host and the path of the request are not a valid URL.')

/** Most characters of headers, because those of the latest requests are kept. The URL, which may contain a long search, has a limit of its own. */
const longestHeaders = 65_536

const tooMuch = refusal(431, `The headers are longer than ${longestHeaders} characters, the limit of this emulator.`)

const notReady = refusal(503, 'The emulator is still loading its seed or state. Try again in a moment.', { 'Retry-After': '1' })

/** The service has nothing at its root either, and people who open the URL in a browser expect to see something. */
const toPage: Answer = { status: 302, headers: { Location: `${controlPath}/` }, payload: null }

/** How a server handles requests. */
export interface Listening {
  /** The emulator for requests that name no world. */
  readonly first: Served
  readonly worlds: Worlds
  readonly guard: Guard
  /** The origin for URLs in responses, whatever host the request was sent to. */
  readonly publicUrl: URL | undefined
  /** Whether the initial content is loaded. Until then, only health requests are served. */
  readonly isReady: () => boolean
  /** Most bytes of a body. */
  readonly maxBody: number
  /** Called with a line for each request. */
  readonly log: ((line: string) => void) | undefined
  /** Called with the reason why requests are refused. */
  readonly warn: (line: string) => void
}

/** Creates the request handler of a server. It never fails: an unexpected error is answered with 500, or breaks the connection. */
export function createListener({ first, worlds, guard, publicUrl, isReady, maxBody, log, warn }: Listening): RequestListener {
  return async function listen(message, response) {
    const { method = 'GET' } = message
    /** Refuses a request that no emulator handles, and logs the reason. */
    const refuse = (url: string, answer: Answer) => {
      const { requests, clock } = first.emulator
      requests.add({ at: clock.now(), method, url, status: answer.status, hint: answer.hint })
      log?.(`${method} ${url} ${answer.status} refused`)
      sendAnswer(response, answer)
    }
    const url = urlOf(message)
    if (url === null) return refuse(pathOf(message), noAddress)
    const path = pathWithoutToken(url) + withoutSecrets(url.search)
    if (isLong(message)) return refuse(path, tooMuch)
    const request = incomingOf(message, response, url.href, maxBody)
    const barred = guard(message, request, url)
    if (barred) {
      warn(`Refused: ${barred.hint}`)
      return refuse(path, barred)
    }
    const name = worldNameOf(message, url, worlds.most > 0)
    const prefix = name === undefined ? '' : `[${name}] `
    const tell = (outcome: string | number) => log?.(`${prefix}${method} ${pathWithoutToken(url)} ${outcome}`)
    if (!isReady() && url.pathname !== healthPath) {
      tell(`${notReady.status} refused`)
      return sendAnswer(response, notReady)
    }
    let world: Served | undefined
    try {
      world = name === undefined ? first : await worlds.find(name)
      const { emulator, control } = world
      if (control && isControl(url.pathname)) {
        const answer = await control(await requestOf(message, request))
        if (answer !== undefined) return sendAnswer(response, await answerOf(answer))
      }
      if (control && url.pathname === '/' && isRead(request)) return sendAnswer(response, toPage)
      const answer = await emulator.answer(request, publicUrl ? new URL(url.pathname + url.search, publicUrl) : url)
      if (log)
        tell([answer.status, answer.hint, answer.unknown && `ignored: ${answer.unknown.join(', ')}`].filter(Boolean).join(' '))
      sendAnswer(response, answer)
    } catch (error) {
      if (error instanceof ConnectionLost || response.closed) {
        message.socket.destroy()
        tell('connection lost')
        return
      }
      if (error instanceof Refusal) return refuse(path, { ...toAnswer(error.reply, {}), hint: error.reason })
      // The emulator has answered its own errors: this one comes from an observer, or from whoever creates worlds.
      const { detail, report } = failureOf(error, 'its server')
      tell(`500\n${report}`)
      sendAnswer(response, refusal(500, detail))
    } finally {
      // Also if the response was lost: the request may have been carried out.
      if (!isRead(request)) world?.changed?.()
    }
  }
}

const isRead = ({ method }: { readonly method: string }): boolean => method === 'GET' || method === 'HEAD'

/** The URL of a request; null if its `Host` and path do not form one, or it contains a user. Proxies send whole URLs. */
function urlOf({ url: path = '/', headers }: IncomingMessage): URL | null {
  const url = URL.parse(path.startsWith('/') ? `http://${headers.host ?? 'localhost'}${path}` : path)
  if (url === null || url.username || url.password) return null
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
}

function isLong({ rawHeaders }: IncomingMessage): boolean {
  let length = 0
  for (const text of rawHeaders) length += text.length
  return length > longestHeaders
}

/** The path of a request without a valid URL. Anything else is dropped, because it may contain a password. */
const pathOf = ({ url = '' }: IncomingMessage): string => (url.startsWith('/') ? (url.split('?', 1)[0] ?? '') : '*')
