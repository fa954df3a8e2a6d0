import { debPackage, mavenJar, npmPackage, nugetPackage, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { expect, test, vi } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { everything, notePending } from '../../src/store/pending.ts'
import { clusterFor } from './world/cluster.ts'
import { expectPromoted, heldIn } from './world/end-state.ts'
import { ordersFor } from './world/helper.ts'
import { pipelineFile } from './world/pipeline.ts'
import { type PostgresProxy, postgresProxy } from './world/postgres-proxy.ts'
import { seededRandom } from './world/random.ts'
import { type Registry, startRegistry } from './world/registry.ts'
import { type Scope, scoped } from './world/scope.ts'
import { startWorker, type Worker } from './world/worker-process.ts'

/** Packages of five formats, some of which have one name. */
const packages = Array.from({ length: 300 }, (_, number) => {
  const [name, version] = [`package-${number}`, `1.0.${number % 7}`]
  switch (number % 5) {
    case 0:
      return npmPackage({ name, version, license: 'MIT' })
    case 1:
      return pythonWheel({ name, version })
    case 2:
      return mavenJar({ groupId: 'org.acme', artifactId: name, version })
    case 3:
      return nugetPackage({ name, version })
    default:
      return debPackage({ name, version })
  }
})
const names = packages.map((_, number) => `package-${number}`)

/** A network that loses every eighth webhook for good, doubles every eighth, and delays each for as long as it likes. */
function wild(random: () => number, addresses: () => Promise<string>[]) {
  const chance = () => random() < 1 / 8
  return async (_: string, init: RequestInit): Promise<Response> => {
    if (chance()) return new Response()
    const send = async () => {
      await new Promise((resolve) => setTimeout(resolve, random() * 500))
      const all = addresses()
      return await fetch(`${await all[Math.floor(random() * all.length)]}/webhooks/acme`, init)
    }
    if (chance()) await send()
    return await send()
  }
}

/** A place for a worker, which is filled again whenever its worker dies. */
interface Place {
  readonly proxy: PostgresProxy
  worker: Worker
}

/** Three places, and the misfortunes that befall them. */
async function begin(scope: Scope, seed: number) {
  const random = seededRandom(seed)
  const cluster = await clusterFor(scope)
  const places: Place[] = []
  /** What happens at the next moment at which somebody has written something, or been answered. */
  let next: { after: number; how: (place: Place) => void } | undefined
  const meet = (place: Place | undefined): 'go on' | 'cut' => {
    if (next === undefined || place === undefined || next.after-- > 0) return 'go on'
    const { how } = next
    next = undefined
    how(place)
    return 'cut'
  }
  const any = () => places[Math.floor(random() * places.length)]
  const registry: Registry = await startRegistry(scope, {
    gate: (_, when) => (when === 'before' ? 'go on' : meet(any())),
    deliver: wild(random, () => places.map(({ worker }) => worker.started)),
  })
  const pipeline = await pipelineFile(scope)
  for (let number = 0; number < 3; number++) {
    const proxy = await postgresProxy(scope, cluster.url, () => meet(places[number]))
    const orders = ordersFor({ database: proxy.through(cluster.url), registry, pipeline })
    const fill = () => startWorker(scope, orders)
    const place: Place = { proxy, worker: fill() }
    places.push(place)
    const refill = (worker: Worker): unknown =>
      worker.exited.then(() => {
        if (scope.isOver()) return
        proxy.plugIn()
        place.worker = fill()
        refill(place.worker)
      })
    refill(place.worker)
  }
  return {
    ...{ cluster, registry, places },
    /** Has a misfortune happen at some moment soon. */
    async befall(how: (place: Place) => void) {
      next = { after: Math.floor(random() * 30), how }
      await vi.waitFor(() => expect(next).toBeUndefined(), { timeout: 60_000 })
    },
  }
}

test('three hundred packages of five formats come through all that can befall, each once', () =>
  scoped(async (scope) => {
    const { cluster, registry, places, befall } = await begin(scope, 2_026)
    const { database } = cluster
    await Promise.all(places.map(({ worker }) => worker.started))
    const pushing = Promise.all(packages.map((each) => registry.push(each)))
    const kill = ({ worker }: Place) => worker.kill()
    for (let time = 0; time < 6; time++) await befall(kill)
    await befall(({ proxy, worker }) => {
      proxy.pull()
      worker.kill()
    })
    await befall(() => void cluster.kill())
    await befall(({ worker }) => {
      worker.stop()
      setTimeout(worker.goOn, 15_000)
    })
    await befall(() => {
      for (const { worker } of places) worker.kill()
      void cluster.kill()
    })
    await pushing
    // What webhooks did not tell, the next look at everything finds.
    for (const [edge, stage] of [
      ['acme/dev/staging', 'staging'],
      ['acme/staging/production', 'production'],
    ] as const) {
      await registry.emulator.settle()
      const look = () =>
        notePending(database, edge, [everything], { at: new Date(registry.emulator.clock.now()), why: 'reconcile' })
      await vi.waitFor(look, { timeout: 60_000 })
      await vi.waitFor(() => expect(heldIn(registry, stage)).toHaveLength(names.length), { timeout: 120_000, interval: 500 })
    }
    await expectPromoted(database, registry, names, 120_000)
    const [told] = await database.query<{ count: number }>(sql`select count(*) from promotion.runs where outcome = 'interrupted'`)
    expect(told?.count).toBeGreaterThan(0)
  }))
