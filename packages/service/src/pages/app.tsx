import { type Context, Hono } from 'hono'
import type { AccessEnv } from '../access/env.ts'
import { localPath } from '../access/local-path.ts'
import { may } from '../access/person.ts'
import { describeError } from '../core/errors.ts'
import { nowOf } from '../flow/parts.ts'
import { changesIn } from '../store/changes.ts'
import { countNeeds } from '../store/standing.ts'
import { drift } from './drift/drift.tsx'
import { lookForDrift } from './drift/look.ts'
import { lookNow, pause, resume } from './edges/actions.ts'
import { pausePage } from './edges/pause-page.tsx'
import { figures } from './figures/figures.tsx'
import { answerDocument } from './frame/document.tsx'
import { Expired } from './frame/expired.tsx'
import { answerFile } from './frame/files.ts'
import { Frame } from './frame/frame.tsx'
import { pageHeaders } from './frame/policy.ts'
import { forbidden, notFound, PageProblem, problemView } from './frame/problem.tsx'
import { keepTheme, themeOf } from './frame/theme.ts'
import { history } from './history/plans.tsx'
import { pastRunsPage } from './history/runs.tsx'
import { checkLedger } from './ledger/check.ts'
import { ledgerEntry } from './ledger/entry.tsx'
import { ledgerFile } from './ledger/file.ts'
import { ledger } from './ledger/ledger.tsx'
import { answerHints } from './live/hints.ts'
import { needsYou } from './needs-you/needs-you.tsx'
import { packagePage } from './package/package.tsx'
import { packages } from './packages/packages.tsx'
import type { Done, Handler, PageParts, View, Visit } from './parts.ts'
import { pipeline } from './pipeline/pipeline.tsx'
import { approve, planFile, refuse, revoke } from './plan/actions.ts'
import { plan } from './plan/plan.tsx'
import { rollback, rollbackPage } from './rollback/rollback.tsx'
import { type RouteName, routes } from './routes.ts'
import { reportFile, statementFile, summaryFile } from './run/files.ts'
import { run } from './run/run.tsx'
import { runEvents } from './run/stream.ts'
import { close } from './tasks/close.ts'
import { waive, waivePage } from './waive/waive.tsx'
import { endWaiver } from './waivers/end.ts'
import { waivers } from './waivers/waivers.tsx'

/** The handler of each route. */
const handlers: { readonly [Name in RouteName]: Handler } = {
  ...{ needsYou, closeTask: close, packages },
  ...{ run, runEvents, reportFile, summaryFile, statementFile },
  ...{ rollbackPage, rollback },
  ...{ plan, planFile, approve, refuse, revoke },
  ...{ lookNow, pausePage, pause, resume },
  ...{ waivePage, waive, waivers, endWaiver },
  ...{ package: packagePage, pipeline, figures },
  ...{ history, pastRuns: pastRunsPage, ledger, ledgerEntry, ledgerFile, checkLedger },
  ...{ drift, lookForDrift },
}

/**
 * Makes the pages. Middleware that is mounted before them sets `person` in the context; without it, people see that they are signed out. The pages
 * also handle every path that no other part handles.
 */
export function pagesApp(parts: PageParts): Hono<AccessEnv> {
  const app = new Hono<AccessEnv>()
  const changes = changesIn(parts.database)
  const visitOf = (context: Context<AccessEnv>): Visit => {
    const { person } = context.var
    if (person === undefined) throw new TypeError('The middleware before the pages must refuse visitors who are not signed in.')
    return { context, parts, changes, person, now: nowOf(parts), shownAt: Date.now() }
  }
  app.get('/assets/:hash/:name', (context) => answerFile(context, context.req.param('hash'), context.req.param('name')))
  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(pageHeaders)) context.header(name, value)
  })
  app.use(async (context, next) => {
    if (context.var.person === undefined) return signedOut(context, parts)
    return await next()
  })
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path } = routes[name]
    app.on(method, path, (context) => answer(visitOf(context), name))
  }
  app.get('/events', (context) => answerHints(context, changes))
  app.post('/theme', async (context) => {
    const { theme, back } = await context.req.parseBody()
    keepTheme(context, theme)
    return context.redirect(localPath(back), 303)
  })
  app.all('*', (context) => answerWith(visitOf(context), async () => Promise.reject(notFound('page'))))
  return app
}

const answer = (visit: Visit, name: RouteName): Promise<Response> =>
  answerWith(visit, async () => {
    const { right, title } = routes[name]
    if (!may(visit.person, right)) throw forbidden(visit.person.role, title)
    return await handlers[name](visit)
  })

async function answerWith(visit: Visit, work: () => Promise<View | Done | Response>): Promise<Response> {
  const { context } = visit
  try {
    const result = await work()
    if (result instanceof Response) return result
    if ('to' in result) return context.redirect(result.said === undefined ? result.to : withSaid(result.to, result.said), 303)
    return await framed(visit, result)
  } catch (error) {
    return await framed(visit, problemView(problemOf(visit, error)))
  }
}

async function framed(visit: Visit, view: View): Promise<Response> {
  const waiting = await countNeeds(visit.parts.database).catch(() => 0)
  return await answerDocument(visit.context, <Frame visit={visit} view={view} waiting={waiting} />, view.status)
}

function problemOf({ context, parts }: Visit, error: unknown): PageProblem {
  if (error instanceof PageProblem) return error
  parts.log.error('a page failed', { path: context.req.path, error: describeError(error) })
  return new PageProblem(500, 'Something went wrong', 'The service could not make this page. Its log says why.')
}

function withSaid(to: string, said: string): string {
  const [path = '', query = ''] = to.split('?')
  return `${path}?${new URLSearchParams([...new URLSearchParams(query), ['said', said]])}`
}

function signedOut(context: Context<AccessEnv>, { signIn }: PageParts): Response | Promise<Response> {
  const hadForm = context.req.method === 'POST'
  // The target of a form is not a page, but the page with the form is one.
  const wanted = URL.parse((hadForm ? context.req.header('referer') : context.req.url) ?? '')
  const back = wanted === null ? '/' : `${wanted.pathname}${wanted.search}`
  const href = signIn === undefined ? '/' : `${signIn}?${new URLSearchParams({ back })}`
  return answerDocument(context, <Expired theme={themeOf(context)} signIn={href} hadForm={hadForm} />, 401)
}
