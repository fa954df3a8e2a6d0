import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { databaseFor } from './world/databases.ts'
import { ordersFor } from './world/helper.ts'
import { pipelineFile } from './world/pipeline.ts'
import { startRegistry, webhookKey } from './world/registry.ts'
import { scoped } from './world/scope.ts'
import { startWorker } from './world/worker-process.ts'

test('of ten thousand webhooks at once none is lost, and each is taken once', () =>
  scoped(async (scope) => {
    const { url, database } = await databaseFor(scope)
    const registry = await startRegistry(scope, { deliver: async () => new Response() })
    const orders = ordersFor({ database: url, registry, pipeline: await pipelineFile(scope) })
    const service = await startWorker(scope, orders).started
    /** As the registry does, which sends again what was not taken: a machine takes so many connections at once, and no more. */
    const deliver = async (url: string, request: RequestInit): Promise<void> => {
      const answer = await fetch(url, request).catch(() => undefined)
      await answer?.body?.cancel()
      if (!answer?.ok) await deliver(url, request)
    }
    await Promise.all(
      Array.from({ length: 10_000 }, async (_, index) => {
        const package_ = { slug_perm: `slug-${index % 2_000}`, namespace: 'acme', repository: 'dev' }
        const event = exampleEvent('package.security_scanned', package_)
        const request = await signedRequest(event, { key: webhookKey, url: `${service}/webhooks/acme` })
        return await deliver(request.url, { method: 'POST', headers: request.headers, body: await request.text() })
      }),
    )
    expect(await database.query(sql`select count(*) from promotion.deliveries`)).toEqual([{ count: 10_000 }])
  }))
