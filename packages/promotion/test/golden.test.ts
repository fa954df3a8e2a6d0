import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { admit } from '../src/approval/admit.ts'
import { readApproval, readPlan, readReport, readRevocation, readSnapshot, readStatement, readWaivers } from '../src/documents.ts'
import type { WebCryptoKey } from '../src/evidence.ts'
import { type Approval, approve, planText, reportText } from '../src/index.ts'
import { edgeOf } from '../src/pipeline/edge-of.ts'
import { parsePipeline } from '../src/pipeline-file.ts'
import { requireIntact } from '../src/plan/digest.ts'
import { rulesOf } from '../src/plan/rules.ts'
import { canonical, digestOf } from '../src/text/digest.ts'
import { documentsOfWorld, pipelineYaml } from './documents-world.ts'

/**
 * Documents of the first version, as they were stored. Whatever becomes of the code, they have to be understood, and their digests and signatures
 * have to hold: people have such files in their archives. So they are never made anew once a release wrote such documents; what changes their
 * shape is a second version, in a folder of its own.
 *
 * They were made by `GOLDEN=write vitest run test/golden.test.ts`.
 */
const folder = new URL('./golden/v1/', import.meta.url)
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8')

test.runIf(process.env.GOLDEN === 'write')('the documents of a promotion are written down', async () => {
  const { documents, statement } = await documentsOfWorld()
  const { waivers, ...stored } = documents
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as Record<
    'publicKey' | 'privateKey',
    WebCryptoKey
  >
  const signed = await approve(documents.plan, {
    by: 'ada',
    now: new Date(documents.approval.at),
    signer: pair.privateKey,
    keyid: 'ada',
  })
  const identified = {
    ...(await approve(documents.plan, { by: 'ada', now: new Date(documents.approval.at), identity: 'a.b.c' })),
  }
  const key = await crypto.subtle.exportKey('jwk', pair.publicKey)
  mkdirSync(folder, { recursive: true })
  const all = { ...stored, statement, 'approval-signed': signed, 'approval-identified': identified, key }
  for (const [name, document] of Object.entries(all)) {
    writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(document, null, 2)}\n`)
  }
  writeFileSync(new URL('waivers.yaml', folder), stringify(waivers))
  writeFileSync(new URL('pipeline.yaml', folder), pipelineYaml)
})

describe('a document of the first version is understood for ever', () => {
  test.each([
    ['plan.json', readPlan],
    ['approval.json', readApproval],
    ['approval-signed.json', readApproval],
    ['approval-identified.json', readApproval],
    ['revocation.json', readRevocation],
    ['waivers.yaml', readWaivers],
    ['report.json', readReport],
    ['snapshot.json', readSnapshot],
    ['statement.json', readStatement],
  ] as const)('%s', (name, read) => {
    const text = textOf(name)
    expect(read(text, { source: name })).toEqual(parse(text))
  })

  test('pipeline.yaml, with rules that are those of the plan', () => {
    const pipeline = parsePipeline(textOf('pipeline.yaml'), { source: 'pipeline.yaml' })
    const plan = readPlan(textOf('plan.json'))
    const { destination } = edgeOf(pipeline, plan.from, plan.to, plan.edge ?? undefined)
    expect(canonical(rulesOf(pipeline, destination, plan.rules.changed))).toBe(canonical(plan.rules))
  })
})

describe('what its digests say holds for ever', () => {
  const plan = () => readPlan(textOf('plan.json'))
  const approval = () => readApproval(textOf('approval.json')) as Approval

  test('of the plan, of what was agreed to, and of what was taken back', async () => {
    expect(() => requireIntact(plan())).not.toThrow()
    const { subjects } = (await approve(plan(), { by: 'ada' })) as Approval
    expect(approval()).toMatchObject({ plan: plan().digest, subjects })
    expect(readRevocation(textOf('revocation.json'))).toMatchObject({ approval: digestOf(approval()) })
    expect(readReport(textOf('report.json')).plan).toBe(plan().digest)
  })

  test('of what was signed', async () => {
    const key = await crypto.subtle.importKey('jwk', JSON.parse(textOf('key.json')), 'Ed25519', true, ['verify'])
    const given = { approvals: [readApproval(textOf('approval-signed.json'))], trust: { keys: [{ keyid: 'ada', key }] } }
    const { consents, refused } = await admit(given, { ada: { keys: ['ada'] } })
    expect(refused).toEqual([])
    expect(consents).toMatchObject([{ person: 'ada', signed: true, subjects: new Set(approval().subjects) }])
  })
})

test('texts are made of what was stored', () => {
  const text = planText(readPlan(textOf('plan.json')))
  for (const fate of ['needs approval', 'conflict', 'blocked']) expect(text).toContain(fate)
  expect(reportText(readReport(textOf('report.json')))).toContain('promoted')
})
