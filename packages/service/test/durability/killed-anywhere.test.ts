import { npmPackage, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { databaseFor } from './world/databases.ts'
import { expectPromoted } from './world/end-state.ts'
import { helper, ordersFor } from './world/helper.ts'
import { pipelineFile } from './world/pipeline.ts'
import { postgresProxy } from './world/postgres-proxy.ts'
import { seededRandom } from './world/random.ts'
import { startRegistry } from './world/registry.ts'
import { type Scope, scoped } from './world/scope.ts'
import { startWorker } from './world/worker-process.ts'

const packages = [npmPackage({ name: 'one', version: '1.0.0', license: 'MIT' }), pythonWheel({ name: 'two', version: '1.0.0' })]
const names = ['one', 'two']

/**
 * When a worker may die: when something stands in the database, or the registry has done what it asked for, and it does not know yet. For everybody else
 * that is the same as right before it does the next thing. `undone`: in the middle of a transaction, which dies with it.
 */
type Kind = 'stands' | 'undone'

/**
 * Tells a story whose first worker is killed at its moment of that number, and makes sure that it ends as it should.
 *
 * @returns how many moments the first worker lived through
 */
async function killedAt(scope: Scope, kind: Kind, moment: number): Promise<number> {
  let moments = 0
  let kill: (() => void) | undefined
  const killed = Promise.withResolvers<'killed'>()
  const count = (isOne: boolean): 'go on' | 'cut' => {
    if (kill === undefined) return 'go on'
    if (isOne) moments += 1
    if (moments < moment) return 'go on'
    if (isOne && moments === moment) {
      kill()
      killed.resolve('killed')
    }
    return 'cut'
  }
  let address: Promise<string> | undefined
  const registry = await startRegistry(scope, {
    gate: (_, when) => (when === 'before' ? 'go on' : count(kind === 'stands')),
    deliver: async (_, init) => fetch(`${await address}/webhooks/acme`, init),
    events: ['package.synced', 'package.security_scanned'],
  })
  const { url, database } = await databaseFor(scope)
  const proxy = await postgresProxy(scope, url, ({ stands }) => count(stands === (kind === 'stands')))
  const orders = ordersFor({ database: proxy.through(url), registry, pipeline: await pipelineFile(scope) })
  const victim = startWorker(scope, orders)
  kill = victim.kill
  address = victim.started
  await Promise.race([victim.started, killed.promise])
  await Promise.all(packages.map((each) => registry.push(each)))
  const ended = await Promise.race([killed.promise, expectPromoted(database, registry, names).then(() => 'done')])
  if (ended === 'done') return moments
  await victim.exited
  kill = undefined
  address = helper(scope, { ...orders, database: url }, database)
  await address
  await expectPromoted(database, registry, names)
  return moments
}

const calm = await Promise.all(
  (['stands', 'undone'] as const).map((kind) => scoped((scope) => killedAt(scope, kind, Number.POSITIVE_INFINITY))),
)
const [standing = 0, undone = 0] = calm
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const live = async (scope: Scope, kind: Kind, moment: number) => void (await killedAt(scope, kind, moment))
/** Unless all of them are asked for, some are taken by chance: a failure names the seed that takes the same again. */
const { CUTS, CUTS_SEED: seed = String(Date.now()) } = process.env
const again = CUTS === 'all' ? 'CUTS=all' : `CUTS_SEED=${seed}`
const random = seededRandom(Number(seed))
const some = (count: number, of: number) =>
  CUTS === 'all'
    ? upTo(of)
    : upTo(of)
        .map((number) => [random(), number] as const)
        .toSorted(([one], [other]) => one - other)
        .slice(0, count)
        .map(([, number]) => number)

describe.concurrent(`a worker that is killed leaves what the next one finishes, each package once (${again})`, () => {
  test.each(some(8, standing))('after it has written or asked for something %i times', (moment) =>
    scoped((scope) => live(scope, 'stands', moment)),
  )
  test.each(some(4, undone))('in the middle of a transaction, after %i statements', (moment) =>
    scoped((scope) => live(scope, 'undone', moment)),
  )
})

test('there are enough moments for that to say something', () => {
  expect(standing).toBeGreaterThan(40)
  expect(undone).toBeGreaterThan(40)
})
