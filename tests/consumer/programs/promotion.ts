import assert from 'node:assert/strict'
import { Cloudsmith, CloudsmithError, NotFoundError } from '@cloudsmith-sdk/client'
import {
  approve,
  DocumentError,
  definePipeline,
  maxSeverity,
  type Pipeline,
  PipelineError,
  type PromoteOptions,
  PromotionError,
  plan,
  promote,
} from '@cloudsmith-sdk/promotion'
import { readPlan } from '@cloudsmith-sdk/promotion/documents'
import { addTags, tagsOf } from '@cloudsmith-sdk/promotion/packages'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'

const lodash = {
  name: 'lodash',
  version: '4.17.21',
  format: 'npm',
  slug_perm: 'abc',
  namespace: 'acme',
  repository: 'dev',
  files: [],
  tags: { info: ['approved'] },
}

async function main(): Promise<void> {
  const bodies: unknown[] = []
  const cloudsmith = new Cloudsmith({
    apiKey: 'key',
    async fetch(request) {
      if (request.method === 'POST') bodies.push(await request.json())
      return new URL(request.url).pathname.includes('/abc/')
        ? Response.json(lodash)
        : Response.json({ detail: 'Not found.' }, { status: 404 })
    },
  })

  const tagged = await addTags(cloudsmith, { owner: 'acme', repo: 'dev', identifier: 'abc' }, ['approved'], { immutable: true })
  assert.deepEqual(tagsOf(tagged), ['approved'])
  assert.deepEqual(bodies, [{ action: 'Add', tags: ['approved'], is_immutable: true }])

  const options: PromoteOptions = { to: 'production', unscannable: 'block' }
  const missing = promote(cloudsmith, { owner: 'acme', repo: 'dev', identifier: 'missing' }, options)
  await assert.rejects(missing, NotFoundError)

  const pipeline: Pipeline = definePipeline({
    owner: 'acme',
    stages: [{ repository: 'dev' }, { repository: 'staging', gates: [maxSeverity({ critical: 0 })], tag: 'staged' }],
  })
  const text =
    'owner: acme\nstages: [{ repository: dev }, { repository: staging, tag: staged, gates: { max-severity: { critical: 0 } } }]'
  assert.deepEqual(namesOf(parsePipeline(text)), namesOf(pipeline))
  await assert.rejects(plan(cloudsmith, pipeline, { from: 'dev', to: 'production', select: 'everything' }), PipelineError)

  assert.throws(() => readPlan('{ "kind": "cloudsmith-promotion/report" }', { source: 'plan.json' }), DocumentError)
  await assert.rejects(approve(JSON.parse('{}'), { by: 'ada' }), DocumentError)

  const why = new PromotionError('why', tagged)
  assert.ok(why instanceof CloudsmithError)
  // @ts-expect-error a package has no such field: its type is not `any`
  assert.equal(why.package.colour, undefined)
}

const namesOf = ({ stages }: Pipeline): readonly (readonly string[])[] =>
  stages.map(({ name, gates }) => [name, ...gates.map((gate) => gate.name)])

main().then(() => console.log('done'))
