import { debPackage, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, expect, test } from 'vitest'
import {
  attachEvidence,
  attest,
  history,
  promotedSetOf,
  stageUri,
  statementOf,
  subjectsOf,
  type TrustedKey,
  verifyEnvelope,
  type WebCryptoKey,
} from '../src/evidence.ts'
import { apply, plan } from '../src/index.ts'
import { crowd } from './crowd.ts'
import { clientWithSiblings } from './siblings.ts'
import { stock } from './stock.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const verifier = 'https://ci.acme.example/promoter'

type Pair = { publicKey: WebCryptoKey; privateKey: WebCryptoKey }
const newPair = async () =>
  (await crypto.subtle.generateKey({ name: 'Ed25519' } as { name: 'Ed25519' }, true, ['sign', 'verify'])) as Pair

let pair: Pair
let keys: readonly TrustedKey[]
beforeAll(async () => {
  pair = await newPair()
  keys = [pair.publicKey]
})

test('what was promoted is proved on the package itself, and its history can be read from there', async () => {
  const { planned, applied, cloudsmith, pipeline } = await stock({ dev: [ms], stage: { tag: 'staged' } })
  const made = await planned()
  const report = await applied(made)
  const about = { pipeline: 'libraries', gates: [], requestedBy: 'bob', verifier, signer: pair.privateKey }

  const envelope = await attest(cloudsmith, report, about)
  await attest(cloudsmith, report, about)

  const pkg = await cloudsmith.packages.read({ owner: 'acme', repo: 'staging', identifier: report.items[0]?.destination ?? '' })
  const statement = await verifyEnvelope(envelope, keys, {
    subjects: subjectsOf(pkg),
    resource: stageUri('acme', 'staging'),
    verifier,
  })
  expect(statement.predicate.policy.digest).toEqual({ sha256: made.digest })

  const entries = await history(cloudsmith, pipeline, { stage: 'staging', keys })
  expect(entries).toMatchObject([
    {
      verified: true,
      at: report.finishedAt,
      by: verifier,
      package: { name: 'ms' },
      details: { requestedBy: 'bob', from: 'dev', plan: made.digest },
    },
  ])
})

test('evidence of somebody else, or of another place, is told to be none', async () => {
  const { planned, applied, cloudsmith, pipeline } = await stock({ dev: [ms] })
  const report = await applied(await planned())
  const stranger = await newPair()
  await attest(cloudsmith, report, { pipeline: 'libraries', verifier, signer: stranger.privateKey })

  const entries = await history(cloudsmith, pipeline, { stage: 'staging', keys })

  expect(entries).toMatchObject([{ verified: false, why: expect.stringMatching(/signature|trusted/) }])
  await expect(history(cloudsmith, pipeline, { stage: 'nowhere', keys })).rejects.toThrow('there is no stage "nowhere"')
})

test('siblings, which only their bytes tell apart, have subjects of different names', async () => {
  const { emulator, pipeline } = await stock({ dev: [ms, npmPackage({ name: 'ms-twin', version: '2.1.3', license: 'MIT' })] })
  const cloudsmith = clientWithSiblings(emulator)
  const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything' })
  const report = await apply(cloudsmith, pipeline, made)
  expect(report.outcome).toBe('succeeded')
  const { subject } = statementOf(await promotedSetOf(report, { pipeline: 'libraries' }), { verifier })
  expect(subject).toHaveLength(2)
  expect(new Set(subject.map(({ name }) => name))).toHaveProperty('size', 2)
})

test('F89 evidence that somebody attached to the same bytes of another distribution is none', async () => {
  const deb = (distribution: string) => debPackage({ name: 'acme', version: '1.0.0', distribution })
  const world = await stock({ dev: [deb('debian/bookworm')], staging: [deb('ubuntu/jammy')] })
  const { planned, applied, cloudsmith, pipeline } = world
  const about = { pipeline: 'libraries', verifier, signer: pair.privateKey }
  const envelope = await attest(cloudsmith, await applied(await planned()), about)
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging' }).toArray()
  for (const { slug_perm: identifier } of rows)
    await attachEvidence(cloudsmith, { owner: 'acme', repo: 'staging', identifier }, envelope)

  const entries = await history(cloudsmith, pipeline, { stage: 'staging', keys })

  expect(entries.map(({ package: { distribution }, verified }) => [distribution, verified])).toEqual([
    ['debian/bookworm', true],
    ['ubuntu/jammy', false],
  ])
})

test('the history of one package reads that package, not the repository', async () => {
  const { planned, applied, cloudsmith, pipeline, emulator } = await stock({ dev: [ms] })
  await crowd(emulator, 'acme/staging', { name: 'package', count: 1_100 })
  const report = await applied(await planned())
  await attest(cloudsmith, report, { pipeline: 'libraries', verifier, signer: pair.privateKey })
  emulator.requests.clear()

  const select = { packages: [{ format: 'npm', name: 'ms', version: '2.1.3' }] }
  const entries = await history(cloudsmith, pipeline, { stage: 'staging', keys, select })

  expect(entries).toMatchObject([{ verified: true, package: { name: 'ms' } }])
  expect(emulator.requests.all).toHaveLength(2)
  const nowhere = { packages: [{ format: 'npm', name: 'nowhere', version: '1' }] }
  await expect(history(cloudsmith, pipeline, { stage: 'staging', keys, select: nowhere })).rejects.toThrow(
    'acme/staging does not have npm nowhere 1',
  )
  expect(await history(cloudsmith, pipeline, { stage: 'production', keys })).toEqual([])
})
