import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, expect, test } from 'vitest'
import { attest, history, repositoryUri, subjectsOf, type TrustedKey, verifyEnvelope, type WebCryptoKey } from '../src/index.ts'
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
    resource: repositoryUri('acme', 'staging'),
    verifier,
  })
  expect(statement.predicate.policy.digest).toEqual({ sha256: made.hash })

  const entries = await history(cloudsmith, pipeline, { stage: 'staging', keys })
  expect(entries).toMatchObject([
    {
      verified: true,
      at: report.finishedAt,
      by: verifier,
      package: { name: 'ms' },
      details: { requestedBy: 'bob', from: 'dev', plan: made.hash },
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
