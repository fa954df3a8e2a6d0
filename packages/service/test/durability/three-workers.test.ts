import { debPackage, mavenJar, npmPackage, nugetPackage, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { expect, test, vi } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { everything, notePending } from '../../src/store/pending.ts'
import { clusterFor, type KillableCluster } from './world/cluster.ts'
import { expectPromoted, heldIn } from './world/end-state.ts'
import { ordersFor } from './world/helper.ts'
import { pipelineFile } from './world/pipeline.ts'
import { type PostgresProxy, postgresProxy } from './world/postgres-proxy.ts'
import { seededRandom } from './world/random.ts'
import { type Between, type Registry, startRegistry } from './world/registry.ts'
import { type Scope, scoped } from './world/scope.ts'
import { wildNetwork } from './world/wild-network.ts'
import { startWorker, type Worker } from './world/worker-process.ts'

/** Packages of five formats. */
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

/** A place for a worker, which is filled again whenever its worker dies. */
interface Place {
  readonly proxy: PostgresProxy
  worker: Worker
}

/** Three places, their registry and their database. */
interface World {
  readonly cluster: KillableCluster
  readonly registry: Registry
  readonly places: readonly Place[]
}

/**
 * Starts workers.
 *
 * @param meet told whenever something stands in the database or the registry has done something, and nobody knows of it yet: of whose doing it
 * is, where that can be told
 */
async function begin(
  scope: Scope,
  meet: (place: Place | undefined) => 'go on' | 'cut',
  network: (addresses: () => readonly Promise<string>[]) => Between['deliver'],
  many = 3,
): Promise<World> {
  const cluster = await clusterFor(scope)
  const places: Place[] = []
  const registry: Registry = await startRegistry(scope, {
    gate: (_, when) => (when === 'before' ? 'go on' : meet(undefined)),
    deliver: network(() => places.map(({ worker }) => worker.started)),
    events: ['package.synced', 'package.security_scanned', 'package.tags_updated'],
  })
  const pipeline = await pipelineFile(scope)
  for (let number = 0; number < many; number++) {
    const proxy = await postgresProxy(scope, cluster.url, () => meet(places[number]))
    const orders = ordersFor({ database: proxy.through(cluster.url), registry, pipeline })
    const place: Place = { proxy, worker: startWorker(scope, orders) }
    places.push(place)
    const refill = (worker: Worker): unknown =>
      worker.exited.then(() => {
        if (scope.isOver()) return
        proxy.plugIn()
        place.worker = startWorker(scope, orders)
        refill(place.worker)
      })
    refill(place.worker)
  }
  await Promise.all(places.map(({ worker }) => worker.started))
  return { cluster, registry, places }
}

/** Milliseconds that the last of them may take. */
const longest = 300_000

/** Waits until a stage has all of them; what no webhook told of, a look at everything finds. */
async function arrive({ cluster: { database }, registry }: World, edge: string, stage: string): Promise<void> {
  await registry.emulator.settle()
  const look = () => notePending(database, edge, [everything], { at: new Date(registry.emulator.clock.now()), why: 'reconcile' })
  await vi.waitFor(look, { timeout: 60_000 })
  await vi.waitFor(() => expect(heldIn(registry, stage)).toHaveLength(names.length), { timeout: longest, interval: 200 })
}

/**
 * What stages hold when all has come to its end, which is as it should be. A copy takes the tags of its source along: whether that showed the one of
 * its own stage by then is chance, whatever befalls anybody.
 */
async function endOf(world: World): Promise<Readonly<Record<string, readonly string[]>>> {
  await arrive(world, 'acme/dev/staging', 'staging')
  await arrive(world, 'acme/staging/production', 'production')
  await expectPromoted(world.cluster.database, world.registry, names, longest)
  const held = (stage: string) => heldIn(world.registry, stage).map((line) => line.replace(' released staged', ' released'))
  return Object.fromEntries(['dev', 'staging', 'production'].map((stage) => [stage, held(stage)]))
}

/** What comes of one worker whom nothing befalls, nor tells anything: it looks at everything. */
const undisturbed = (): Promise<Readonly<Record<string, readonly string[]>>> =>
  scoped(async (scope) => {
    const world = await begin(
      scope,
      () => 'go on',
      () => async () => new Response(),
      1,
    )
    for (const each of packages) await world.registry.push(each)
    return await endOf(world)
  })

/** What can befall a place, and all of them. */
const misfortunes: readonly ((place: Place, world: World) => void)[] = [
  // A worker dies.
  ...Array.from(
    { length: 6 },
    () =>
      ({ worker }: Place) =>
        worker.kill(),
  ),
  // Its machine is gone, and the database is not told.
  ({ proxy, worker }) => {
    proxy.pull()
    worker.kill()
  },
  // It is taken for dead while it lives.
  ({ worker }) => {
    worker.stop()
    setTimeout(worker.goOn, 15_000)
  },
  // The database dies.
  (_, { cluster }) => void cluster.kill(),
  // All die.
  (_, { cluster, places }) => {
    for (const { worker } of places) worker.kill()
    void cluster.kill()
  },
]

/** What comes of three whom all befalls that can. */
const disturbed = (): Promise<Readonly<Record<string, readonly string[]>>> =>
  scoped(async (scope) => {
    const random = seededRandom(2_026)
    /** What happens at the next moment but so many. */
    let next: { after: number; how: (place: Place) => void } | undefined
    const meet = (place: Place | undefined): 'go on' | 'cut' => {
      if (next === undefined || next.after-- > 0) return 'go on'
      const { how } = next
      next = undefined
      how(place ?? (world.places[Math.floor(random() * world.places.length)] as Place))
      return 'cut'
    }
    const world: World = await begin(scope, meet, (addresses) => wildNetwork(random, addresses))
    const { cluster, registry } = world
    const many = packages.length / misfortunes.length
    for (const [number, misfortune] of misfortunes.entries()) {
      for (const each of packages.slice(number * many, (number + 1) * many)) await registry.push(each)
      next = { after: Math.floor(random() * 60), how: (place) => misfortune(place, world) }
      await vi.waitFor(() => expect(next).toBeUndefined(), { timeout: longest })
    }
    const end = await endOf(world)
    const [told] = await cluster.database.query<{ interrupted: number }>(
      sql`select count(*) as interrupted from promotion.runs where outcome = 'interrupted'`,
    )
    expect(told?.interrupted).toBeGreaterThan(0)
    return end
  })

// Two minutes on two processors that do nothing else.
const timeout = 900_000

test('three hundred packages of five formats come through all that can befall, each once, to the same end', {
  timeout,
}, async () => {
  const [end, calm] = await Promise.all([disturbed(), undisturbed()])
  expect(end).toEqual(calm)
})
