import * as v from 'valibot'
import { Refusal } from '../core/errors.ts'
import { isOfForeignPage } from '../core/foreign-page.ts'
import { createRouter, type Router } from '../core/router.ts'
import { visible } from '../core/visible.ts'
import type { Emulator } from '../emulator.ts'
import { pageFile } from '../page.ts'
import { AdvisoryError } from '../scan/index.ts'
import { described } from './description.ts'
import { ControlProblem } from './problem.ts'
import { readBody } from './read-body.ts'
import { type ControlHost, type ControlRoute, controlRoutes } from './routes.ts'
import { meaning, mustHaveOnly } from './wanted.ts'

/** The path of the control API and the page on a server. */
export const controlPath = '/_emulator'

/** Whether a path belongs to the control API or its page. */
export const isControl = (path: string): boolean => path === controlPath || path.startsWith(`${controlPath}/`)

/** Handles requests below `/_emulator`; resolves to undefined for any other. These requests are neither rate-limited nor logged. */
export type Control = (request: Request) => Promise<Response | undefined>

const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/**
 * Creates the control API of an emulator: its state, clock, faults, limits, advisories, deliveries and resets, and the page that shows them. It needs
 * no credential, but refuses requests from web pages of other origins.
 */
export function createControl(emulator: Emulator, host: ControlHost = {}): Control {
  const routes = new Map(controlRoutes(emulator, host).map((route) => [`${route.method} ${route.path}`, route]))
  const match = createRouter([...routes].map(([id, { method, path }]) => ({ id, method, path })))

  async function answer(request: Request, url: URL, path: string): Promise<Response> {
    if (isOfForeignPage(request.headers, [url.origin, emulator.origin]))
      throw new ControlProblem(403, 'Pages of other origins may not control the emulator.')
    const found = find(match, request.method, path)
    const route = routes.get(found.route.id) as ControlRoute
    const body = route.method === 'POST' ? await bodyOf(request) : undefined
    if (body !== undefined && described[found.route.id]?.body === undefined) readBody(noBody, body)
    mustHaveOnly(url.searchParams, Object.keys(described[found.route.id]?.query ?? {}))
    const result = await route.answer({
      path: found.path,
      query: url.searchParams,
      origin: host.originOf?.(url) ?? emulator.origin,
      body,
    })
    if (route.method !== 'GET') host.changed?.()
    return Response.json(result, { headers })
  }

  return async function control(request) {
    const url = new URL(request.url)
    if (!isControl(url.pathname)) return undefined
    if (url.pathname === controlPath) return new Response(null, { status: 308, headers: { Location: `${controlPath}/` } })
    const path = url.pathname.slice(controlPath.length + 1)
    const file = request.method === 'GET' || request.method === 'HEAD' ? pageFile(path) : undefined
    if (file !== undefined) return new Response(file.body, { headers: { ...headers, ...file.headers } })
    try {
      return await answer(request, url, path)
    } catch (error) {
      return refuse(error)
    }
  }
}

/** The body of requests that take none. Anything in it would be silently ignored, so it is refused. */
const noBody = v.strictObject({})

const paths = Object.keys(described).map((id) => id.split(' ')[1] ?? '')

function find(match: Router, method: string, path: string) {
  const found = match(method === 'HEAD' ? 'GET' : method, path)
  if (found.kind === 'found') return found
  if (found.kind !== 'method')
    throw new ControlProblem(404, `There is no ${visible(path)} below /_emulator/.${meaning(path, paths)}`)
  throw new ControlProblem(405, `This path does not accept ${method}, only ${found.allowed.join(', ')}.`)
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new ControlProblem(400, 'The body is not valid JSON.')
  }
}

function refuse(error: unknown): Response {
  if (error instanceof ControlProblem) {
    const { message: detail, fields, status } = error
    return Response.json({ detail, ...(fields && { fields }) }, { status, headers })
  }
  const reason = error instanceof Refusal ? error.reason : error instanceof AdvisoryError ? `${error.message}.` : undefined
  if (reason !== undefined) return Response.json({ detail: reason }, { status: 400, headers })
  // The caller owns the emulator, so the reason helps more than a generic 500.
  return Response.json({ detail: error instanceof Error ? error.message : String(error) }, { status: 500, headers })
}
