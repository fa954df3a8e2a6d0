import type { Advisory } from '@cloudsmith-sdk/advisories'
import { definedOf } from '../core/changes.ts'
import { visible } from '../core/visible.ts'
import type { Emulator } from '../emulator.ts'
import { parseAdvisory } from '../scan/index.ts'
import type { AdvisedAnswer, AdvisoriesAnswer, ClockAnswer, FaultsAnswer, WorldsAnswer } from './answers.ts'
import { advanceBody, advisoriesBody, faultBody, latencyBody, rateLimitBody, resetBody, switchesBody } from './bodies.ts'
import { clientsView } from './clients-view.ts'
import { createNamedFaults } from './faults.ts'
import { keysView } from './keys-view.ts'
import { packageDetail } from './package-detail.ts'
import { packagesView } from './package-list.ts'
import { ControlProblem } from './problem.ts'
import { readBody } from './read-body.ts'
import { requestDetail, requestsView } from './request-views.ts'
import { createSnapshots } from './snapshots.ts'
import { deliveriesView, deliveryDetail, scansView, stateView } from './views.ts'
import { eventOf, meaning, wantedOf } from './wanted.ts'

/** What the control API can do in addition to the emulator's own functions. */
export interface ControlHost {
  /** Restores the initial state. Default: the emulator's own `reset`. */
  reset?: (() => void | Promise<void>) | undefined
  /** Reads the advisories from their source again; an `AdvisoryError` is answered with 400. Without it, such requests are refused. */
  readAdvisories?: (() => readonly Advisory[] | Promise<readonly Advisory[]>) | undefined
  /** The separate worlds of the server. Default: none. */
  worlds?: ControlledWorlds | undefined
  /** Returns the origin for URLs in the response to a request. Default: the emulator's origin. */
  originOf?: ((url: URL) => string) | undefined
  /** Called after each request that may have changed something. */
  changed?: (() => void) | undefined
}

/** The separate worlds of a server. */
export interface ControlledWorlds {
  readonly names: readonly string[]
  /** How many there may be. */
  readonly most: number
  /** Ends a world. @returns whether it existed */
  end(name: string): Promise<boolean>
}

/** A parsed request to the control API. */
export interface ControlCall {
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The origin for URLs in the response. */
  readonly origin: string
  readonly body: unknown
}

/** The handler for a method and a path, which may contain `{names}`. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly answer: (call: ControlCall) => object | Promise<object>
}

/** All functions of the control API. The README has the same table. */
export function controlRoutes(emulator: Emulator, host: ControlHost): readonly ControlRoute[] {
  const faults = createNamedFaults(emulator)
  const snapshots = createSnapshots(emulator)
  const done = { done: true }
  const worlds = (): WorldsAnswer => ({ worlds: [...(host.worlds?.names ?? [])], most: host.worlds?.most ?? 0 })
  const clock = (): ClockAnswer => ({ now: new Date(emulator.clock.now()).toISOString(), speed: emulator.clock.callers.speed })
  const state = ({ origin }: ControlCall) => stateView(emulator, origin)
  const waiting = (): FaultsAnswer => ({ faults: faults.all() })
  const get = (path: string, answer: ControlRoute['answer']): ControlRoute => ({ method: 'GET', path, answer })
  const post = (path: string, answer: ControlRoute['answer']): ControlRoute => ({ method: 'POST', path, answer })
  const remove = (path: string, answer: ControlRoute['answer']): ControlRoute => ({ method: 'DELETE', path, answer })

  const known = (): AdvisoriesAnswer => ({
    advisories: emulator.advisories.map(({ id, aliases, summary, withdrawn }) => ({
      id,
      aliases: [...aliases],
      summary,
      withdrawn,
    })),
  })

  function advise(advisories: readonly Advisory[]): AdvisedAnswer {
    const rescanned = emulator.advise(advisories).map(({ slug_perm }) => slug_perm)
    return { known: emulator.advisories.length, rescanned }
  }

  return [
    get('health', () => ({ status: 'alive' })),
    // Until then, the server answers with 503.
    get('ready', () => ({ status: 'ready' })),
    get('state', state),
    get('packages', ({ query }) => packagesView(emulator, wantedOf(emulator, query))),
    get('packages/{slug_perm}', ({ path }) => packageDetail(emulator, path.slug_perm ?? '')),
    get('scans', ({ query }) => scansView(emulator, wantedOf(emulator, query))),
    get('requests', ({ query }) => requestsView(emulator, wantedOf(emulator, query), query)),
    get('requests/{id}', ({ path }) => requestDetail(emulator, path.id ?? '')),
    get('deliveries', ({ query }) => deliveriesView(emulator, wantedOf(emulator, query), eventOf(query), query.get('text'))),
    get('deliveries/{id}', ({ path }) => deliveryDetail(emulator, path.id ?? '')),
    post('deliveries/{id}/replay', ({ path }) => {
      if (!emulator.replay(path.id ?? '')) throw new ControlProblem(404, 'There is no such delivery, or its webhook was deleted.')
      return done
    }),
    get('clock', clock),
    post('clock/advance', async ({ body }) => {
      await emulator.clock.advance(readBody(advanceBody, body).seconds * 1000)
      return clock()
    }),
    post('settle', async () => {
      await emulator.settle()
      return clock()
    }),
    get('faults', waiting),
    post('faults', ({ body }) => {
      faults.add(readBody(faultBody, body))
      return waiting()
    }),
    remove('faults', () => {
      emulator.faults.clear()
      return waiting()
    }),
    remove('faults/{id}', ({ path }) => {
      if (!faults.remove(path.id ?? ''))
        throw new ControlProblem(404, 'There is no such fault: it may have been used up already.')
      return waiting()
    }),
    post('latency', (call) => {
      const { milliseconds, operation } = readBody(latencyBody, call.body)
      if (operation === undefined) emulator.latency = milliseconds
      else faults.slowDown(operation, milliseconds)
      return state(call)
    }),
    post('rate-limit', (call) => {
      emulator.rateLimit = definedOf(readBody(rateLimitBody, call.body))
      return state(call)
    }),
    post('switches', (call) => {
      Object.assign(emulator.switches, definedOf(readBody(switchesBody, call.body)))
      return state(call)
    }),
    get('keys', () => keysView(emulator)),
    get('clients/{owner}/{repo}', ({ path: { owner = '', repo = '' }, query, origin }) =>
      clientsView(emulator, { owner, repo, account: query.get('account'), format: query.get('format'), origin }),
    ),
    get('advisories', known),
    post('advisories', ({ body }) => advise([readBody(advisoriesBody, body)].flat().map(parseAdvisory))),
    post('advisories/reload', async () => {
      if (host.readAdvisories === undefined) throw new ControlProblem(409, 'The emulator was started without --advisories.')
      return advise(await host.readAdvisories())
    }),
    get('worlds', worlds),
    remove('worlds/{name}', async ({ path }) => {
      const { name = '' } = path
      if (!(await host.worlds?.end(name)))
        throw new ControlProblem(404, `There is no world ${visible(name)}.${meaning(name, host.worlds?.names ?? [])}`)
      return worlds()
    }),
    get('snapshots', snapshots.all),
    post('snapshots/{name}', ({ path }) => snapshots.take(path.name ?? '')),
    remove('snapshots/{name}', ({ path }) => {
      snapshots.remove(path.name ?? '')
      return snapshots.all()
    }),
    post('reset', async (call) => {
      const { snapshot } = readBody(resetBody, call.body)
      const kept = snapshot === undefined ? undefined : snapshots.find(snapshot)
      await (host.reset ? host.reset() : emulator.reset())
      await kept?.restore(emulator)
      return state(call)
    }),
  ]
}
