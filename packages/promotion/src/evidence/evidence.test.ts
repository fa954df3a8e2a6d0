import { generateKeyPairSync, sign as signDer } from 'node:crypto'
import { type Cloudsmith, ConnectionError, NotFoundError } from '@cloudsmith-sdk/client'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { known, row } from '../../test/knowledge.ts'
import { story } from '../../test/story.ts'
import { type Report, type ReportItem, reportKind } from '../apply/report.ts'
import { metadata } from '../gates/metadata.ts'
import type { Identity } from '../repository/identity.ts'
import { readMetadata } from '../repository/read-metadata.ts'
import { openEnvelope } from '../signing/open-envelope.ts'
import {
  addSignature,
  attachEvidence,
  type Envelope,
  EvidenceError,
  type EvidenceProblem,
  evidenceType,
  keyIdOf,
  type PromotedSet,
  preAuthEncoding,
  promotedSetOf,
  promotionField,
  readEvidence,
  sign,
  signedBy,
  stageUri,
  statementOf,
  subjectsOf,
  verifyEnvelope,
  type WebCryptoKey,
} from './index.ts'

const verifier = 'https://ci.acme.example/promoter'
const digest = 'ab'.repeat(32)
const promoted = (name: string, ...files: string[]): PromotedSet['packages'][number] => ({
  package: { format: 'npm', name, version: '1.0.0', filename: `${name}.tgz`, slugPerm: `${name}slug` },
  files: files.map((sha256, index) => ({ filename: `${name}-${index}.tgz`, sha256 })),
  gates: ['scanned'],
  waivers: [],
  approvedBy: [],
})
const set: PromotedSet = {
  owner: 'acme',
  pipeline: 'libraries',
  from: 'dev',
  to: 'staging',
  source: 'dev',
  destination: 'staging',
  at: '2026-01-10T12:00:00.000Z',
  plan: 'cd'.repeat(32),
  requestedBy: 'bob',
  approvals: [{ by: 'carol', at: '2026-01-10T11:00:00Z', expires: null, signed: true }],
  packages: [promoted('b', digest), promoted('a', 'ef'.repeat(32), '01'.repeat(32))],
}
const statement = statementOf(set, { verifier })

type Pair = { readonly publicKey: WebCryptoKey; readonly privateKey: WebCryptoKey }
const pairOf = async (algorithm: object): Promise<Pair> =>
  (await crypto.subtle.generateKey(algorithm as { name: 'Ed25519' }, true, ['sign', 'verify'])) as Pair

let ours: Pair
let other: Pair
beforeAll(async () => {
  ours = await pairOf({ name: 'Ed25519' })
  other = await pairOf({ name: 'Ed25519' })
})

/** What is wrong with evidence; undefined if nothing is. */
const problemOf = async (verifying: Promise<unknown>): Promise<EvidenceProblem | undefined> => {
  try {
    await verifying
    return undefined
  } catch (error) {
    if (error instanceof EvidenceError) return error.problem
    throw error
  }
}
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const base64 = (bytes: string) => Buffer.from(bytes).toString('base64')

describe('a statement', () => {
  test('is a verification summary of every file, with the details of the promotion', () => {
    expect(statement).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { name: 'npm/a/1.0.0/aslug/a-0.tgz', digest: { sha256: 'ef'.repeat(32) } },
        { name: 'npm/a/1.0.0/aslug/a-1.tgz', digest: { sha256: '01'.repeat(32) } },
        { name: 'npm/b/1.0.0/bslug/b-0.tgz', digest: { sha256: digest } },
      ],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: {
        verifier: { id: verifier },
        timeVerified: '2026-01-10T12:00:00.000Z',
        resourceUri: 'https://app.cloudsmith.com/acme/r/staging#stage=staging',
        policy: { uri: 'urn:cloudsmith-sdk:pipeline:acme:libraries', digest: { sha256: set.plan } },
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_UNEVALUATED'],
        [promotionField]: {
          pipeline: 'libraries',
          from: 'dev',
          to: 'staging',
          source: 'dev',
          destination: 'staging',
          plan: set.plan,
          requestedBy: 'bob',
          approvals: set.approvals,
          packages: [set.packages[1], set.packages[0]],
        },
      },
    })
  })

  test('contains optional details if given, and is the same for the same set', () => {
    const more = {
      verifier,
      versions: { promoter: '1' },
      levels: ['SLSA_BUILD_LEVEL_2'],
      inputAttestations: [{ digest: { sha256: digest } }],
    }
    expect(statementOf(set, more).predicate).toMatchObject({
      verifier: { id: verifier, version: { promoter: '1' } },
      verifiedLevels: ['SLSA_BUILD_LEVEL_2'],
      inputAttestations: [{ digest: { sha256: digest } }],
    })
    const reversed = { ...set, packages: set.packages.toReversed() }
    expect(JSON.stringify(statementOf(reversed, { verifier }))).toBe(JSON.stringify(statement))
  })

  test('is refused without packages, or without a verifier', () => {
    expect(() => statementOf({ ...set, packages: [] }, { verifier })).toThrow('Nothing was promoted')
    expect(() => statementOf(set, { verifier: 'me' })).toThrow('not a URI')
  })
})

describe('what a report says was promoted', () => {
  const identity = { format: 'npm', name: 'ms', version: '2.1.3', filename: 'ms.tgz' }
  const item = (outcome: ReportItem['outcome'], more: Partial<ReportItem> = {}): ReportItem => ({
    package: identity,
    outcome,
    reasons: [],
    source: 'insource0000',
    destination: 'there0000000',
    files: [{ filename: 'ms.tgz', sha256: digest }],
    scan: null,
    waivers: [],
    did: [],
    tags: [],
    ...more,
  })
  const waiver = { waives: 'max-severity', owner: 'carol', reason: 'not reachable', expires: '2026-02-01T00:00:00Z' }
  const report: Report = {
    kind: reportKind,
    version: 1,
    requestedBy: 'bob',
    owner: 'acme',
    from: 'development',
    to: 'test',
    edge: null,
    gates: ['scanned'],
    source: 'dev',
    destination: 'staging',
    action: 'copy',
    tag: null,
    set: null,
    outcome: 'waiting',
    plan: set.plan,
    startedAt: '2026-01-10T11:00:00.000Z',
    finishedAt: set.at,
    items: [
      item('promoted', { waivers: [waiver] }),
      item('already there'),
      item('failed'),
      item('waiting', { destination: null }),
    ],
  }

  test('is what arrived in its run, with the waivers', async () => {
    expect(await promotedSetOf(report, { pipeline: 'libraries' })).toEqual({
      ...set,
      ...{ from: 'development', to: 'test', approvals: [] },
      packages: [
        {
          package: { ...identity, slugPerm: 'there0000000' },
          files: [{ filename: 'ms.tgz', sha256: digest }],
          gates: ['scanned'],
          waivers: [waiver],
          approvedBy: [],
        },
      ],
    })
  })

  test('is nothing if a release set did not arrive completely', async () => {
    const options = { pipeline: 'libraries' }
    await expect(promotedSetOf({ ...report, set: '1.0' }, options)).rejects.toThrow('did not arrive completely (waiting)')
    const whole = await promotedSetOf({ ...report, set: '1.0', outcome: 'succeeded' }, options)
    expect(whole.packages).toHaveLength(1)
  })
})

describe('the encoding that is signed', () => {
  // The example of the DSSE protocol, version 1.0.2: text, key and signature.
  const example = {
    payload: 'aGVsbG8gd29ybGQ=',
    payloadType: 'http://example.com/HelloWorld',
    signatures: [{ sig: 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==' }],
  }
  const coordinate = (decimal: bigint) => Buffer.from(decimal.toString(16).padStart(64, '0'), 'hex').toString('base64url')
  const exampleKey = () =>
    crypto.subtle.importKey(
      'jwk',
      {
        kty: 'EC',
        crv: 'P-256',
        x: coordinate(46950820868899156662930047687818585632848591499744589407958293238635476079160n),
        y: coordinate(5640078356564379163099075877009565129882514886557779369047442380624545832820n),
      },
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['verify'],
    )

  test('matches the example of DSSE', async () => {
    const bytes = preAuthEncoding('http://example.com/HelloWorld', new TextEncoder().encode('hello world'))
    expect(text(bytes)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world')
    const { payload } = await openEnvelope(example, [await exampleKey()], 1)
    expect(text(payload)).toBe('hello world')
  })

  test('counts bytes, and keeps type and payload apart', () => {
    expect(text(preAuthEncoding('application/vnd.exämple+json', new Uint8Array()))).toBe(
      'DSSEv1 29 application/vnd.exämple+json 0 ',
    )
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (type, body, otherType, otherBody) => {
        const encode = (a: string, b: string) => text(preAuthEncoding(a, new TextEncoder().encode(b)))
        expect(encode(type, body) === encode(otherType, otherBody)).toBe(type === otherType && body === otherBody)
      }),
    )
  })

  test('a signature for one type is invalid for another', async () => {
    expect(await problemOf(verifyEnvelope(example, [await exampleKey()]))).toBe('payload type')
    const lying = { ...example, payloadType: 'application/vnd.in-toto+json' }
    expect(await problemOf(verifyEnvelope(lying, [await exampleKey()]))).toBe('bad signature')
  })
})

describe('signing', () => {
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }
  test.each<[string, object]>([
    ['Ed25519', { name: 'Ed25519' }],
    ['ECDSA with P-256', { name: 'ECDSA', namedCurve: 'P-256' }],
    ['ECDSA with P-384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['RSA-PSS', { name: 'RSA-PSS', ...rsa }],
    ['RSASSA-PKCS1-v1_5', { name: 'RSASSA-PKCS1-v1_5', ...rsa }],
  ])('%s verifies what it signed', async (_, algorithm) => {
    const { privateKey, publicKey } = await pairOf(algorithm)
    const envelope = await sign(statement, privateKey)
    expect(await verifyEnvelope(JSON.parse(JSON.stringify(envelope)), [publicKey])).toEqual(statement)
    expect(await problemOf(verifyEnvelope(envelope, [other.publicKey]))).toBe('bad signature')
  })

  test('may be done elsewhere, and verified elsewhere', async () => {
    const envelope = await sign(
      statement,
      async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', ours.privateKey, bytes)),
    )
    const key = (bytes: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>) =>
      crypto.subtle.verify('Ed25519', ours.publicKey, signature, bytes)
    expect(await verifyEnvelope(envelope, [{ key }])).toEqual(statement)
  })

  test.each([
    ['P-256', 'sha256'],
    ['P-384', 'sha384'],
    ['P-521', 'sha512'],
  ])('a key service may give its ECDSA signatures with %s in DER', async (namedCurve, hash) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
    const spki = publicKey.export({ format: 'der', type: 'spki' })
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve }, true, ['verify'])
    // Coordinates that begin with zeros are shorter in DER: some of these do.
    for (let round = 0; round < 20; round++) {
      const envelope = await sign(statement, (bytes) => signDer(hash, bytes, privateKey))
      expect(await verifyEnvelope(envelope, [key])).toEqual(statement)
    }
    const envelope = await sign(statement, (bytes) => signDer(hash, bytes, privateKey))
    const sig = Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64')
    for (const broken of [
      sig.subarray(1),
      sig.subarray(0, -1),
      Buffer.concat([sig, Buffer.from([0])]),
      Buffer.alloc(0),
      Buffer.from([0x30, 0x81]),
    ]) {
      const other = { ...envelope, signatures: [{ sig: broken.toString('base64') }] }
      expect(await problemOf(verifyEnvelope(other, [key]))).toBe('bad signature')
    }
  })

  test('needs a suitable key', async () => {
    const weak = await pairOf({ name: 'RSA-PSS', ...rsa, hash: 'SHA-1' })
    await expect(sign(statement, weak.privateKey)).rejects.toThrow('Keys of RSA-PSS cannot be used for signatures')
  })
})

describe('verifying', () => {
  const signed = (keyid?: string): Promise<Envelope> => sign(statement, ours.privateKey, { keyid })
  const enveloped = async (payload: unknown) => {
    const bare = {
      payload: base64(typeof payload === 'string' ? payload : JSON.stringify(payload)),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [],
    }
    return await addSignature(bare, ours.privateKey)
  }

  test('tells an unknown key from a bad signature, and no hint decides', async () => {
    const keyid = await keyIdOf(ours.publicKey)
    expect(await problemOf(verifyEnvelope(await signed(keyid), [other.publicKey]))).toBe('unknown key')
    expect(await problemOf(verifyEnvelope(await signed('mine'), [{ keyid: 'mine', key: other.publicKey }]))).toBe('bad signature')
    expect(await verifyEnvelope(await signed('somebody else'), [ours.publicKey])).toEqual(statement)
  })

  test('a threshold counts different keys', async () => {
    const once = await signed()
    const keys = [ours.publicKey, other.publicKey]
    expect(await problemOf(verifyEnvelope(once, keys, { threshold: 2 }))).toBe('bad signature')
    const twice = await addSignature(once, ours.privateKey)
    expect(await problemOf(verifyEnvelope(twice, keys, { threshold: 2 }))).toBe('bad signature')
    const both = await addSignature(once, other.privateKey)
    expect(await verifyEnvelope(both, keys, { threshold: 2 })).toEqual(statement)
    await expect(
      verifyEnvelope(both, [ours.publicKey, { keyid: 'again', key: ours.publicKey }], { threshold: 2 }),
    ).rejects.toThrow('cannot be met by 1 different key')
    for (const threshold of [0, -1, 1.5, Number.NaN]) {
      await expect(verifyEnvelope(both, keys, { threshold })).rejects.toThrow('threshold')
    }
    await expect(verifyEnvelope(both, [])).rejects.toThrow('threshold')
  })

  test('requires subjects, verifier and resource', async () => {
    const envelope = await signed()
    const check = (options: Parameters<typeof verifyEnvelope>[2]) =>
      problemOf(verifyEnvelope(envelope, [ours.publicKey], options))
    expect(await check({ subjects: [digest], verifier, resource: stageUri('acme', 'staging') })).toBeUndefined()
    expect(await check({ subjects: [digest, '00'.repeat(32)] })).toBe('subject')
    expect(await check({ subjects: [undefined] })).toBe('subject')
    expect(await check({ verifier: 'https://elsewhere.example' })).toBe('verifier')
    expect(await check({ resource: stageUri('acme', 'production') })).toBe('resource')
  })

  test.each<[string, unknown, EvidenceProblem]>([
    ['no JSON', 'hello', 'malformed'],
    ['null', null, 'malformed'],
    ['another statement', { _type: 'https://in-toto.io/Statement/v0.1' }, 'malformed'],
    ['another predicate', { _type: statement._type, predicateType: 'https://slsa.dev/provenance/v1' }, 'predicate type'],
    ['half a summary', { ...statement, predicate: {} }, 'malformed'],
    ['no subjects', { ...statement, subject: null }, 'malformed'],
    ['an invalid subject', { ...statement, subject: [null] }, 'malformed'],
    ['a subject without digests', { ...statement, subject: [{ name: 'a', digest: null }] }, 'malformed'],
    [
      'a verification that failed',
      { ...statement, predicate: { ...statement.predicate, verificationResult: 'FAILED' } },
      'not passed',
    ],
  ])('what is signed, but is %s, proves nothing', async (_, payload, problem) => {
    expect(await problemOf(verifyEnvelope(await enveloped(payload), [ours.publicKey]))).toBe(problem)
  })

  test.each([
    undefined,
    null,
    'text',
    [],
    {},
    { payload: '', payloadType: '', signatures: [] },
    { payload: 1, payloadType: '', signatures: [{ sig: '' }] },
  ])('%j is not an envelope', async (value) => {
    expect(await problemOf(verifyEnvelope(value, [ours.publicKey]))).toBe('malformed')
  })

  test('base64 may be URL-safe, and anything else is refused', async () => {
    const envelope = await signed()
    const [signature = { sig: '' }] = envelope.signatures
    const urlSafe = (value: string) => value.replaceAll('+', '-').replaceAll('/', '_')
    const forUrls = {
      ...envelope,
      payload: urlSafe(envelope.payload),
      signatures: [{ sig: urlSafe(signature.sig).replace(/=+$/, '') }],
    }
    expect(await verifyEnvelope(forUrls, [ours.publicKey])).toEqual(statement)
    expect(await problemOf(verifyEnvelope({ ...envelope, payload: `${envelope.payload}\n` }, [ours.publicKey]))).toBe('malformed')
    expect(await problemOf(verifyEnvelope({ ...envelope, signatures: [{ sig: '*' }] }, [ours.publicKey]))).toBe('malformed')
  })

  test('changing any byte invalidates it', async () => {
    const envelope = await signed()
    const flip = (value: string, at: number, bit: number) => {
      const bytes = Buffer.from(value, 'base64')
      const index = at % bytes.length
      bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
      return bytes.toString('base64')
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat({ max: 7 }), fc.boolean(), async (at, bit, inPayload) => {
        const changed = inPayload
          ? { ...envelope, payload: flip(envelope.payload, at, bit) }
          : { ...envelope, signatures: envelope.signatures.map(({ sig }) => ({ sig: flip(sig, at, bit) })) }
        expect(await problemOf(verifyEnvelope(changed, [ours.publicKey]))).toBe('bad signature')
      }),
    )
  })

  test('and so does changing any character of its JSON outside the key hint', async () => {
    const envelope = await signed()
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom('A', 'b', '-', '=', '/', ' ', '"'), async (at, character) => {
        const index = at % envelope.payload.length
        fc.pre(envelope.payload[index] !== character)
        const payload = envelope.payload.slice(0, index) + character + envelope.payload.slice(index + 1)
        expect(await problemOf(verifyEnvelope({ ...envelope, payload }, [ours.publicKey]))).toMatch(/bad signature|malformed/)
      }),
    )
  })
})

describe('attached to a package', () => {
  /** A package in staging, and evidence that it was promoted there. */
  async function evident() {
    const world = await story()
    const pkg = await world.push('staging', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
    const files = subjectsOf(pkg).map((sha256, index) => ({ filename: `${index}`, sha256: sha256 ?? '' }))
    const stated = promoted('ms')
    const packages = [{ ...stated, package: { ...stated.package, version: '2.1.3' }, files }]
    const envelope = await sign(statementOf({ ...set, packages }, { verifier }), ours.privateKey)
    return { ...world, pkg, envelope, at: world.ref(pkg) }
  }

  test('it is read back, and attached once however often', async () => {
    const { cloudsmith, emulator, at, pkg, envelope } = await evident()
    expect(await readEvidence(cloudsmith, at)).toEqual([])
    expect(await attachEvidence(cloudsmith, at, envelope)).toBe(true)
    const writes = emulator.requests.writes.length
    const reordered = { signatures: envelope.signatures, payloadType: envelope.payloadType, payload: envelope.payload }
    expect(await attachEvidence(cloudsmith, at, reordered)).toBe(false)
    expect(emulator.requests.writes).toHaveLength(writes)
    const [read] = await readEvidence(cloudsmith, at)
    expect(read).toEqual(envelope)
    const wanted = { subjects: subjectsOf(pkg), verifier, resource: stageUri('acme', 'staging') }
    expect(await verifyEnvelope(read, [ours.publicKey], wanted)).toMatchObject({ predicate: { verificationResult: 'PASSED' } })
  })

  /** The client, losing the next response to an attachment, after or before the service has processed it. */
  const losing = (cloudsmith: Cloudsmith, isActedOn: boolean): Cloudsmith => {
    const create = async (...args: Parameters<Cloudsmith['v2']['metadata']['create']>) => {
      if (isActedOn) await cloudsmith.v2.metadata.create(...args)
      throw new ConnectionError('Lost.', { operation: 'metadata.create', attempts: 1, params: {}, url: '' })
    }
    return { ...cloudsmith, v2: { ...cloudsmith.v2, metadata: { ...cloudsmith.v2.metadata, create } } } as unknown as Cloudsmith
  }

  test('F06 after a lost response it checks what is attached, instead of attaching again', async () => {
    const { cloudsmith, at, envelope } = await evident()
    await expect(attachEvidence(losing(cloudsmith, false), at, envelope)).rejects.toThrow('Lost.')
    expect(await attachEvidence(losing(cloudsmith, true), at, envelope)).toBe(true)
    expect(await readEvidence(cloudsmith, at)).toHaveLength(1)
  })

  test('metadata that is not an envelope is skipped', async () => {
    const { cloudsmith, at, envelope, pkg } = await evident()
    const garbage = { package_slug_perm: pkg.slug_perm, content: {}, content_type: evidenceType, source_identity: 'mallory' }
    await cloudsmith.v2.metadata.create(garbage)
    await attachEvidence(cloudsmith, at, envelope)
    expect(await readEvidence(cloudsmith, at)).toEqual([envelope])
  })

  test('it opens a gate, for its own bytes and its own repository', async () => {
    const { cloudsmith, at, pkg, envelope } = await evident()
    await attachEvidence(cloudsmith, at, envelope)
    const attached = await readMetadata(cloudsmith, at)
    const gate = metadata({ require: [{ kind: 'evidence', verify: signedBy([ours.publicKey], { verifier }) }] })
    const check = (change: object) => gate.check(known(row({ ...pkg, ...change }), { metadata: attached }))
    expect(await check({})).toMatchObject({ result: 'pass' })
    expect(await check({ repository: 'production' })).toMatchObject({
      result: 'block',
      why: expect.stringContaining('r/production'),
    })
    expect(await check({ version: '2.1.4' })).toMatchObject({ result: 'block', why: expect.stringContaining('npm ms 2.1.4') })
    expect(await check({ checksum_sha256: digest, files: [] })).toMatchObject({
      result: 'block',
      why: expect.stringContaining(digest),
    })
    const strangers = metadata({ require: [{ kind: 'evidence', verify: signedBy([other.publicKey]) }] })
    expect(await strangers.check(known(pkg, { metadata: attached }))).toMatchObject({ result: 'block', cause: 'deny' })
  })

  test('F89 evidence about a package in one distribution proves nothing about the same bytes in another', async () => {
    const bookworm = {
      ...promoted('acme', digest),
      package: { ...promoted('acme', digest).package, format: 'deb', distribution: 'debian/bookworm' },
    }
    const stated = statementOf({ ...set, packages: [bookworm] }, { verifier })
    const envelope = await sign(stated, ours.privateKey)
    const about = (distribution: string) => ({
      format: 'deb',
      name: 'acme',
      version: '1.0.0',
      filename: 'acme.deb',
      distribution,
    })
    const verified = (identity: Identity) => verifyEnvelope(envelope, [ours.publicKey], { subjects: [digest], package: identity })

    await expect(verified(about('debian/bookworm'))).resolves.toEqual(stated)
    await expect(verified(about('ubuntu/jammy'))).rejects.toMatchObject({
      problem: 'subject',
      message: expect.stringContaining('deb acme 1.0.0 (acme.deb, ubuntu/jammy)'),
    })
    expect(stated.subject.map(({ name }) => name)).toEqual(['deb/acme/1.0.0/debian/bookworm/acmeslug/acme-0.tgz'])
  })

  test('evidence of another tool, which states only digests, counts by its digests', async () => {
    const { [promotionField]: _, ...predicate } = statement.predicate
    const envelope = await sign({ ...statement, predicate }, ours.privateKey)
    const identity = { format: 'npm', name: 'anything', version: '1', filename: 'x' }
    await expect(verifyEnvelope(envelope, [ours.publicKey], { subjects: [digest], package: identity })).resolves.toMatchObject({
      predicate,
    })
  })

  test('a package that does not exist has none', async () => {
    const { cloudsmith, at, envelope } = await evident()
    await expect(attachEvidence(cloudsmith, { ...at, identifier: 'nothinghere0' }, envelope)).rejects.toThrow(NotFoundError)
  })
})
