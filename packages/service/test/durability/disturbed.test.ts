import { npmPackage, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test, vi } from 'vitest'
import { clusterFor } from './world/cluster.ts'
import { databaseFor } from './world/databases.ts'
import { expectPromoted } from './world/end-state.ts'
import { ordersFor } from './world/helper.ts'
import { pipelineFile } from './world/pipeline.ts'
import { postgresProxy } from './world/postgres-proxy.ts'
import { startRegistry } from './world/registry.ts'
import { type Scope, scoped } from './world/scope.ts'
import { startWorker, type Worker } from './world/worker-process.ts'

const packages = [npmPackage({ name: 'one', version: '1.0.0', license: 'MIT' }), pythonWheel({ name: 'two', version: '1.0.0' })]
const names = ['one', 'two']

/** Three workers, and a registry whose requests are seen. */
async function workers(scope: Scope, url: string, see: (what: string) => void | Promise<void> = () => {}, first = url) {
  const all: Worker[] = []
  const registry = await startRegistry(scope, {
    gate: async (what, when): Promise<'go on'> => {
      if (when === 'before') await see(what)
      return 'go on'
    },
    deliver: async (_, init) => {
      const alive = all.filter((each) => each.isAlive()).at(-1)
      return fetch(`${await alive?.started}/webhooks/acme`, init)
    },
    events: ['package.synced', 'package.security_scanned'],
  })
  const pipeline = await pipelineFile(scope)
  const start = (database = url) => {
    const worker = startWorker(scope, ordersFor({ database, registry, pipeline }))
    all.push(worker)
    return worker
  }
  for (const database of [first, url, url]) start(database)
  await Promise.all(all.map(({ started }) => started))
  return { registry, all, start }
}

/** Resolves when the registry is asked to copy, which is in the middle of a run. */
function copying() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { asked: promise, see: (what: string) => void (what.startsWith('POST /bulk-action') && resolve()) }
}

describe.concurrent('the same end, each package once', () => {
  test('PostgreSQL is killed in the middle of a run, and starts again', () =>
    scoped(async (scope) => {
      const cluster = await clusterFor(scope)
      const { asked, see } = copying()
      const { registry } = await workers(scope, cluster.url, see)
      for (const each of packages) await registry.push(each)
      await asked
      await cluster.kill()
      await expectPromoted(cluster.database, registry, names)
    }))

  test('all workers and PostgreSQL are killed at once, and start again', () =>
    scoped(async (scope) => {
      const cluster = await clusterFor(scope)
      const { asked, see } = copying()
      const { registry, all, start } = await workers(scope, cluster.url, see)
      for (const each of packages) await registry.push(each)
      await asked
      for (const each of all) each.kill()
      await cluster.kill()
      start()
      start()
      await expectPromoted(cluster.database, registry, names)
    }))

  test('the machine of a worker is gone in the middle of a transaction, and the database is not told', () =>
    scoped(async (scope) => {
      const { url, database } = await databaseFor(scope)
      let hasPulled = false
      const proxy = await postgresProxy(scope, url, ({ what, stands }) => {
        // It holds the plan, and what was to be written of its run.
        if (hasPulled || stands || what !== 'update promotion.plans') return 'go on'
        hasPulled = true
        proxy.pull()
        return 'cut'
      })
      const { registry, all } = await workers(scope, url, undefined, proxy.through(url))
      // The others do nothing until the first has begun.
      for (const each of all.slice(1)) each.stop()
      for (const each of packages) await registry.push(each)
      await vi.waitFor(() => expect(hasPulled).toBe(true), { timeout: 180_000 })
      all[0]?.kill()
      for (const each of all.slice(1)) each.goOn()
      await expectPromoted(database, registry, names)
    }))

  test('a request stalls', () =>
    scoped(async (scope) => {
      const { url, database } = await databaseFor(scope)
      let stalled = 0
      const { registry } = await workers(scope, url, async (what) => {
        if (!what.startsWith('POST /bulk-action') || stalled > 0) return
        stalled += 1
        await new Promise(() => {})
      })
      for (const each of packages) await registry.push(each)
      await expectPromoted(database, registry, names, 120_000)
      expect(stalled).toBe(1)
    }))

  test('a worker is taken for dead while it lives, and goes on when others have taken over', () =>
    scoped(async (scope) => {
      const { url, database } = await databaseFor(scope)
      const { asked, see } = copying()
      const { registry, all } = await workers(scope, url, see)
      for (const each of all.slice(1)) each.stop()
      for (const each of packages) await registry.push(each)
      await asked
      all[0]?.stop()
      for (const each of all.slice(1)) each.goOn()
      await expectPromoted(database, registry, names)
      const before = registry.emulator.requests.writes.length
      all[0]?.goOn()
      await vi.waitFor(() => expect(all[0]?.lines.join('')).toContain('another worker has taken over a plan'), {
        timeout: 60_000,
      })
      expect(registry.emulator.requests.writes.length).toBeLessThanOrEqual(before + 1)
      await expectPromoted(database, registry, names)
    }))
})
