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

/** Characters of headers, at most: those of the latest requests are remembered. The address, which may be a long search, has a limit of its own. */
const longestHeaders = 65_536

const tooMuch = refusal(431, `The headers are longer than ${longestHeaders} characters, the limit of this emulator.`)

const notReady = refusal(503, 'The emulator is still loading its seed or state. Try again in a moment.', { 'Retry-After': '1' })

/** The service has nothing at its root either, and people who type the address want to see something. */
const toPage: Answer = { status: 302, headers: { Location: `${controlPath}/` }, payload: null }

/** What a server is to do with requests. */
export interface Listening {
  /** What answers where no other world is asked for. */
  readonly first: Served
  readonly worlds: Worlds
  readonly guard: Guard
  /** Where answers lead, whatever the request was sent to. */
  readonly publicUrl: URL | undefined
  /** Whether everything is there that the emulator starts with. Until then only its health can be asked for. */
  readonly isReady: () => boolean
  /** Bytes of a body, at most. */
  readonly maxBody: number
  /** Is given a line for each request. */
  readonly log: ((line: string) => void) | undefined
  /** Is told why requests are refused. */
  readonly warn: (line: string) => void
}

/** Makes what answers the requests to a server. It never fails: what nobody foresaw is answered 500, or breaks the connection. */
export function createListener({ first, worlds, guard, publicUrl, isReady, maxBody, log, warn }: Listening): RequestListener {
  return async function listen(message, response) {
    const { method = 'GET' } = message
    /** Refuses what no emulator is asked, and says why to whoever looks for it. */
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
      // The emulator's own errors have been answered: this is one of whoever observes it, or makes worlds.
      const { detail, report } = failureOf(error, 'what is around it')
      tell(`500\n${report}`)
      sendAnswer(response, refusal(500, detail))
    } finally {
      // Also where the answer was lost: what it was about may have been done.
      if (!isRead(request)) world?.changed?.()
    }
  }
}

const isRead = ({ method }: { readonly method: string }): boolean => method === 'GET' || method === 'HEAD'

/** Where a request leads; null where its `Host` and path make no URL, or one with a user. Proxies ask for whole URLs. */
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

/** The path alone of a request that leads nowhere; what is no path may hold a password. */
const pathOf = ({ url = '' }: IncomingMessage): string => (url.startsWith('/') ? (url.split('?', 1)[0] ?? '') : '*')
