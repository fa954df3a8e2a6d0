import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import type { AccessEnv } from '../access/env.ts'
import type { FlowParts } from '../flow/parts.ts'
import document from '../generated/openapi.json' with { type: 'json' }
import type { Call, Handlers } from './call.ts'
import { callerOf, mustHave } from './caller.ts'
import { type Described, described, type OperationId } from './description.ts'
import { operationHandlers } from './handlers/operations.ts'
import { packageHandlers } from './handlers/packages.ts'
import { pipelineHandlers } from './handlers/pipelines.ts'
import { planHandlers } from './handlers/plans.ts'
import { recordHandlers } from './handlers/records.ts'
import { runHandlers } from './handlers/runs.ts'
import { tokenHandlers } from './handlers/tokens.ts'
import { ApiProblem, answerProblem, problemIn } from './problem.ts'
import { largestBody, readCall } from './read-call.ts'
import { answerEvents } from './stream.ts'

/** The handler of each operation. */
const handlers: Handlers = {
  ...{ ...pipelineHandlers, ...packageHandlers, ...planHandlers },
  ...{ ...runHandlers, ...recordHandlers, ...operationHandlers, ...tokenHandlers },
}

/** A handler of any operation. Its arguments are validated against the description of that operation. */
type AnyHandler = (call: Call) => Promise<unknown>

type Events = AsyncIterable<{ readonly seq: number; readonly type: string }>

/**
 * Makes the API. Middleware that is mounted before it sets `person` in the context for people who are signed in; a token takes precedence.
 *
 * @param now the current time for tokens. Default: the machine's
 */
export function apiApp(parts: FlowParts, now: () => Date = () => new Date()): Hono<AccessEnv> {
  const app = new Hono<AccessEnv>()
  const tooLarge = () => answerProblem(new ApiProblem(413, `A request body may have at most ${largestBody} bytes.`))
  app.use(bodyLimit({ maxSize: largestBody, onError: tooLarge }))
  app.get('/openapi.json', (context) => context.json(document))
  for (const id of Object.keys(described) as OperationId[]) {
    const operation: Described = described[id]
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(operation.method, path, (context) => answer(context, operation, handlers[id] as unknown as AnyHandler))
  }
  app.all('*', () => answerProblem(new ApiProblem(404, 'There is no such endpoint: see openapi.json.')))
  app.onError((error, context) => {
    const problem = problemIn(error)
    if (problem !== undefined) return answerProblem(problem)
    parts.log.error('an API request failed', { method: context.req.method, path: context.req.path, error })
    return answerProblem(new ApiProblem(500, 'The service could not answer. Its log says why.'))
  })
  return app

  async function answer(context: Context<AccessEnv>, operation: Described, handler: AnyHandler): Promise<Response> {
    const caller = await callerOf(context, parts.database, now())
    mustHave(caller, operation.scope)
    const read = await readCall(context, operation)
    const lastEvent = Number(/^\d{1,15}$/.exec(context.req.header('last-event-id') ?? '')?.[0] ?? 0)
    const ending = new AbortController()
    context.req.raw.signal.addEventListener('abort', () => ending.abort(), { once: true })
    const result = await handler({ parts, caller, ...read, lastEvent, gone: ending.signal } as Call)
    if (operation.isStream) return answerEvents(context, result as Events, ending)
    // Fields that the description does not name are removed.
    const told = v.parse(operation.answer, result)
    return Response.json(told, { status: operation.status ?? 200, headers: { 'Cache-Control': 'no-store' } })
  }
}
