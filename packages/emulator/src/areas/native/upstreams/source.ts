import { withoutSecrets } from '../../../core/secrets.ts'
import { visible } from '../../../core/visible.ts'
import { type UpstreamAnswer, type UpstreamDownloads, UpstreamProblem } from '../../../format/native-upstream.ts'
import type { World } from '../../../world/world.ts'
import type { UpstreamRecord } from '../../upstreams/records.ts'
import { challengeIn, tokenOf } from './challenge.ts'
import { collect } from './collect.ts'
import { reachOf } from './reach.ts'

/** Most bytes of an index, and of a file. */
const mostOf = { index: 128 * 2 ** 20, file: 2 ** 30 }

/** Most redirects that are followed. */
const mostRedirects = 5

/** Longest chain of upstreams of upstreams: longer ones are circular. */
const mostHops = 8

/** The emulator's name in the header `Via`. */
const via = 'cloudsmith-emulator'

/** How many emulators have forwarded a request. @param header its `Via` header */
export const hopsOf = (header: string | null): number => (header ?? '').split(',').filter((one) => one.includes(via)).length

/** Settings with secrets. */
const secrets = new Set(['auth_secret', 'auth_certificate', 'auth_certificate_key', 'extra_value_1', 'extra_value_2'])

/**
 * Creates the source for an upstream.
 *
 * @param hops how many emulators have forwarded the request
 */
export function sourceOf(world: World, { settings }: UpstreamRecord, hops: number): UpstreamDownloads {
  const base = String(settings.upstream_url).replace(/(?<!\/)\/+$/, '')
  const { origin } = new URL(base)
  const folder = new URL('./', `${base}/`).href
  const named = `The upstream ${visible(String(settings.name))}`

  /** Issued by registries that require one, with or without credentials. */
  let token: string | undefined

  function headersFor(url: URL): Record<string, string> {
    const always = { 'User-Agent': 'cloudsmith-emulator', Via: Array.from({ length: hops + 1 }, () => `1.1 ${via}`).join(', ') }
    // Credentials are only sent to the upstream itself, not to redirect targets.
    if (url.origin !== origin) return always
    const bearer = token === undefined ? {} : { Authorization: `Bearer ${token}` }
    const all = { ...always, ...credentialsOf(settings), ...bearer }
    if (isSendable(all)) return all
    throw new UpstreamProblem(
      `${named} has a credential or a header that cannot be sent: it has characters that no header may have.`,
    )
  }

  /** The setting applies to the upstream itself, not to redirect targets. */
  const trustIn = (url: URL) => (settings.verify_ssl === false && url.origin === origin ? { isUnverified: true } : {})

  /**
   * Resolves a path or URL. A path stays below the upstream's URL, because names in it may come from anybody, and the request has credentials.
   *
   * @throws {UpstreamProblem}
   */
  function addressOf(path: string): URL {
    const whole = /^https?:\/\//i.test(path)
    const url = URL.parse(whole ? path : `./${path.replace(/^\/+/, '')}`, folder)
    if (url !== null && (whole || url.href.startsWith(folder))) return url
    throw new UpstreamProblem(
      `${named} is not queried for ${visible(withoutSecrets(path))}: this is not a URL, or not one of its own.`,
    )
  }

  async function ask(path: string, given: Readonly<Record<string, string>>, most: number): Promise<UpstreamAnswer | undefined> {
    const { reach } = reachOf(world)
    if (reach === undefined) throw new UpstreamProblem(`${named} cannot be reached: this emulator reaches no upstreams.`)
    if (hops >= mostHops) throw new UpstreamProblem(`${named} is part of a circle of upstreams.`)
    const signal = AbortSignal.timeout(world.timings.upstreamTimeout)
    let url = addressOf(path)
    try {
      for (let redirects = 0; ; redirects++) {
        const response = await reach(url.href, { headers: { ...given, ...headersFor(url) }, signal, ...trustIn(url) })
        const wanted = response.status === 401 && token === undefined ? challengeIn(response.headers, url) : undefined
        if (wanted !== undefined && url.origin === origin) {
          await response.body?.cancel()
          token = await tokenOf(await reach(wanted.href, { headers: headersFor(wanted), signal, ...trustIn(wanted) }))
          if (token !== undefined) continue
          throw new UpstreamProblem(`${named} does not accept these credentials.`)
        }
        const location = response.status >= 301 && response.status <= 308 ? response.headers.get('location') : null
        if (location === null) return await read(response, url, most)
        await response.body?.cancel()
        if (redirects >= mostRedirects) throw new UpstreamProblem(`${named} redirects more than ${mostRedirects} times.`)
        const next = URL.parse(location, url.href)
        if (next === null) throw new UpstreamProblem(`${named} redirects to an invalid URL.`)
        url = next
      }
    } catch (error) {
      if (error instanceof UpstreamProblem) throw error
      if (signal.aborted) {
        const seconds = world.timings.upstreamTimeout / 1000
        throw new UpstreamProblem(`${named} did not answer within ${seconds} s.`, 504, { cause: error })
      }
      throw new UpstreamProblem(`${named} cannot be reached: ${reasonOf(error)}`, 502, { cause: error })
    }
  }

  async function read(response: Response, url: URL, most: number): Promise<UpstreamAnswer | undefined> {
    const { status, headers } = response
    if (status === 404 || status === 410 || status !== 200) await response.body?.cancel()
    if (status === 404 || status === 410) return undefined
    const where = withoutSecrets(url.pathname)
    if (status !== 200) throw new UpstreamProblem(`${named} answered ${status} to ${where}.`)
    const bytes = await collect(response, most)
    if (bytes === undefined) throw new UpstreamProblem(`${named} sent more than ${most} bytes for ${where}.`)
    const text = () => new TextDecoder().decode(bytes)
    return {
      headers,
      bytes,
      text,
      json() {
        try {
          return JSON.parse(text())
        } catch (error) {
          throw new UpstreamProblem(`${named} sent invalid JSON for ${where}.`, 502, { cause: error })
        }
      },
    }
  }

  return {
    url: base,
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !secrets.has(name))),
    get: (path, headers = {}) => ask(path, headers, mostOf.index),
    async download(url) {
      const found = await ask(url, {}, mostOf.file)
      if (found === undefined)
        throw new UpstreamProblem(`${named} does not have the file that it offers at ${withoutSecrets(url)}.`)
      return found.bytes
    },
  }
}

/** Whether the headers are valid. The exception itself would contain the value. */
function isSendable(headers: Readonly<Record<string, string>>): boolean {
  try {
    new Headers(headers)
    return true
  } catch {
    return false
  }
}

function credentialsOf(settings: UpstreamRecord['settings']): Record<string, string> {
  const { auth_mode: mode, auth_username: user, auth_secret: secret } = settings
  const pair = Buffer.from(`${user ?? ''}:${secret ?? ''}`).toString('base64')
  const authorization =
    mode === 'Username and Password' ? `Basic ${pair}` : mode === 'Token' ? `Bearer ${secret ?? ''}` : undefined
  const extra = [1, 2].flatMap((index) => {
    const [name, value] = [settings[`extra_header_${index}`], settings[`extra_value_${index}`]]
    return typeof name === 'string' && name !== '' ? [[name, String(value ?? '')] as const] : []
  })
  return { ...Object.fromEntries(extra), ...(authorization === undefined ? {} : { Authorization: authorization }) }
}

/** The reason of a failed request, which Node hides in nested causes. */
function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined }
  const deepest = cause instanceof Error ? cause : error
  const code = deepest instanceof Error && 'code' in deepest ? String(deepest.code) : ''
  return withoutSecrets([code, deepest instanceof Error ? deepest.message : String(deepest)].filter(Boolean).join(': '))
}
