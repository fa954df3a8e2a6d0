import type { V2 } from '@cloudsmith-sdk/client'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { known } from '../../test/knowledge.ts'
import { story } from '../../test/story.ts'
import { custom, judge, pass, type RequiredMetadata, readMetadata } from './index.ts'
import { metadata } from './metadata.ts'

const entry = (change: Partial<V2.ArtifactMetadata> = {}): V2.ArtifactMetadata => ({
  slug_perm: 'mmmmmmmmmmmm',
  content: { bomFormat: 'CycloneDX' },
  content_type: 'application/vnd.cyclonedx+json',
  source_identity: 'ci@1',
  source_kind: 'CUSTOM',
  is_canonical: false,
  source_table: 'custom',
  created_at: '2026-01-09T12:00:00Z',
  ...change,
})
const refuse = (why: string) => () => why
const own = { kind: 'qa', contentTypes: ['application/vnd.acme.qa+json'] }

test.each<[string, 'sbom' | 'provenance' | 'signature' | RequiredMetadata, V2.ArtifactMetadata[] | undefined, object]>([
  ['metadata that is attached passes', 'sbom', [entry()], { result: 'pass' }],
  [
    'case and spaces of a content type do not matter',
    'sbom',
    [entry({ content_type: 'Application/SPDX+json ' })],
    { result: 'pass' },
  ],
  [
    'metadata that the service classifies as a kind is of that kind',
    'provenance',
    [entry({ content_type: 'application/json', classification: 'PROVENANCE' })],
    { result: 'pass' },
  ],
  [
    'missing metadata is missing evidence, and the outcome lists what is attached instead',
    'signature',
    [entry()],
    {
      result: 'block',
      cause: 'evidence',
      why: 'it has no signature attached',
      seen: ['application/vnd.cyclonedx+json by ci@1'],
      needed: ['signature'],
    },
  ],
  [
    'metadata that was not read is unknown',
    'sbom',
    undefined,
    { result: 'block', cause: 'evidence', why: 'its metadata is not known' },
  ],
  [
    'a custom kind is recognised by its content types',
    own,
    [entry({ content_type: 'application/vnd.acme.qa+json' })],
    { result: 'pass' },
  ],
  ['only the required source kinds count', { kind: 'sbom', sourceKinds: ['SYSTEM'] }, [entry()], { result: 'block' }],
  ['and only the required source identities', { kind: 'sbom', sourceIdentities: ['release@1'] }, [entry()], { result: 'block' }],
  ['a verifier accepts an entry', { kind: 'sbom', verify: () => true }, [entry()], { result: 'pass' }],
  [
    'or says why not, which is a rejection',
    { kind: 'sbom', verify: refuse('it is older than the package') },
    [entry(), entry()],
    { result: 'block', cause: 'deny', why: 'its sbom does not count: it is older than the package' },
  ],
  [
    'a verifier that throws blocks the package',
    { kind: 'sbom', verify: () => Promise.reject(new Error('no key at hand')) },
    [entry()],
    { result: 'block', why: 'its sbom does not count: no key at hand' },
  ],
  [
    'one valid entry is enough, because anybody may attach another',
    { kind: 'sbom', verify: async ({ source_identity }) => source_identity === 'ci@1' || 'not ours' },
    [entry({ source_identity: 'mallory' }), entry()],
    { result: 'pass' },
  ],
])('%s', async (_, required, attached, expected) => {
  expect(await metadata({ require: [required] }).check(known({}, { metadata: attached }))).toMatchObject(expected)
})

test('everything that is wrong is reported at once, and a rejection outweighs missing metadata', async () => {
  const gate = metadata({ require: ['signature', { kind: 'sbom', verify: refuse('forged') }] })
  expect(await gate.check(known({}, { metadata: [entry()] }))).toMatchObject({
    cause: 'deny',
    why: 'it has no signature attached; its sbom does not count: forged',
  })
})

test('an unknown kind is refused when the gate is created', () => {
  expect(() => metadata({ require: [{ kind: 'qa' }] })).toThrow('needs contentTypes')
  expect(() => metadata({ require: [{ kind: 'toString' }] })).toThrow('needs contentTypes')
})

test('gates declare what has to be read for them', () => {
  expect(metadata({ require: [] })).toMatchObject({ needsFindings: false, needsMetadata: true })
  expect(custom('mine', () => pass())).toMatchObject({ needsFindings: false, needsMetadata: false })
  expect(custom('mine', () => pass(), { needsMetadata: true })).toMatchObject({ needsFindings: false, needsMetadata: true })
})

describe('against the service', () => {
  test('attached metadata is read, and opens the gate', async () => {
    const { cloudsmith, push, ref } = await story()
    const pkg = await push('dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
    const gates = [metadata({ require: ['sbom'], mayWaive: ['carol'] })]
    const answer = async () => judge(gates, known({}, { metadata: await readMetadata(cloudsmith, ref(pkg)) }))
    expect(await answer()).toMatchObject({ result: 'block', reasons: [{ seen: [], mayWaive: ['carol'] }] })

    await cloudsmith.v2.metadata.create({
      package_slug_perm: pkg.slug_perm,
      content: { bomFormat: 'CycloneDX' },
      content_type: 'application/vnd.cyclonedx+json',
      source_identity: 'ci@1',
    })

    expect(await answer()).toMatchObject({ result: 'pass' })
  })
})
