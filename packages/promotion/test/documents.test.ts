import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import {
  DocumentError,
  type DocumentReader,
  readApproval,
  readPlan,
  readReport,
  readRevocation,
  readSnapshot,
  readStatement,
  readWaivers,
} from '../src/documents.ts'
import type { WebCryptoKey } from '../src/evidence.ts'
import {
  apply,
  approve,
  type Plan,
  planMarkdown,
  planText,
  reportMarkdown,
  reportText,
  restore,
  revoke,
  rollback,
} from '../src/index.ts'
import { requireIntact } from '../src/plan/digest.ts'
import { canonical } from '../src/text/digest.ts'
import { type Documents, documentsOfWorld } from './documents-world.ts'

const readers: { readonly [Kind in keyof Documents]: DocumentReader<unknown> } = {
  plan: readPlan,
  approval: readApproval,
  revocation: readRevocation,
  waivers: readWaivers,
  report: readReport,
  snapshot: readSnapshot,
}
const kinds = Object.keys(readers) as (keyof Documents)[]

let world: Awaited<ReturnType<typeof documentsOfWorld>>
beforeAll(async () => {
  world = await documentsOfWorld()
})

/** A copy of a document, to be damaged. */
const copyOf = (kind: keyof Documents) => JSON.parse(JSON.stringify(world.documents[kind]))

/** What a reader says of something; undefined where it takes it. */
function complaintOf(read: () => unknown): DocumentError | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError)
    return error as DocumentError
  }
}

test('the world has packages of every fate', () => {
  expect(world.documents.plan.items.map(({ package: { name }, outcome }) => `${name}: ${outcome}`)).toEqual([
    'acme: needs approval',
    'conflicting: conflict',
    'denied: blocked',
    'needs-people: needs approval',
    'needy: needs approval',
    'waived: needs approval',
  ])
  expect(world.documents.plan).toMatchObject({ latest: [{ name: 'needs-people' }], missing: [{ name: 'left-pad' }] })
  expect(world.documents.report.items.map(({ outcome }) => outcome)).toEqual([
    ...['promoted', 'conflict', 'blocked', 'promoted', 'promoted', 'promoted'],
  ])
})

describe('a document that was stored', () => {
  test.each(kinds)('is read back whole from JSON and YAML, and from what somebody parsed: %s', (kind) => {
    const document = world.documents[kind]
    const kept = JSON.parse(JSON.stringify(document))
    for (const given of [JSON.stringify(document), JSON.stringify(document, null, 2), stringify(document), kept]) {
      expect(readers[kind](given)).toEqual(kept)
    }
    expect(readers[kind](new TextEncoder().encode(`\uFEFF${JSON.stringify(document)}`))).toEqual(kept)
  })

  test('a plan that was read is applied as the one that was made', async () => {
    const { cloudsmith, pipeline, documents } = await documentsOfWorld()
    const report = await apply(cloudsmith, pipeline, readPlan(JSON.stringify(documents.plan)), {
      waivers: readWaivers(stringify(documents.waivers)).waivers,
      approvals: [readApproval(JSON.stringify(documents.approval))],
    })
    expect(report.items.map(({ outcome }) => outcome)).toEqual([
      'promoted',
      'conflict',
      'blocked',
      'promoted',
      'promoted',
      'promoted',
    ])
  })

  test('every problem of a stored plan of another shape is told, with its line, column and field', () => {
    const plan = copyOf('plan')
    plan.items[3].files[0].sha256 = 'abc'
    plan.items[0].hash = plan.items[0].digest
    delete plan.items[0].digest
    plan.rules.onFailedArrival = 'burn'
    const error = complaintOf(() => readPlan(JSON.stringify(plan, null, 2), { source: 'plan.json' }))
    const [first, ...others] = error?.message.split('\n') ?? []
    expect(first).toMatch(
      /^plan\.json:\d+:\d+: rules\.onFailedArrival: expected one of leave, quarantine, remove, found "burn" \(1 of 4 problems\)$/,
    )
    expect(others.map((line) => line.replace(/^plan\.json:\d+:\d+: /, ''))).toEqual([
      'items[0].digest: is missing (2 of 4 problems)',
      expect.stringMatching(/^items\[0\]\.hash: there is no such field/),
      'items[3].files[0].sha256: expected 64 hex digits, found "abc" (4 of 4 problems)',
    ])
    const lines = JSON.stringify(plan, null, 2).split('\n')
    const { line = 0, column = 0 } = error?.problems[3] ?? {}
    expect(lines[line - 1]?.slice(column - 1)).toMatch(/^"abc"/)
    // Where there is no text, fields alone.
    expect(complaintOf(() => readPlan(plan))?.message).toContain('plan: items[0].digest: is missing (2 of 4 problems)')
  })
})

describe('an approval is read', () => {
  test('in its envelope, and beside its token', async () => {
    const { privateKey } = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as { privateKey: WebCryptoKey }
    const signed = await approve(world.documents.plan, { by: 'ada', signer: privateKey })
    const identified = await approve(world.documents.plan, { by: 'ada', identity: 'a.b.c' })
    const taken = await revoke(signed, { by: 'ada', why: 'a mistake', signer: privateKey })
    expect(readApproval(JSON.stringify(signed))).toEqual(signed)
    expect(readApproval(stringify(identified))).toEqual(identified)
    expect(readRevocation(JSON.stringify(taken))).toEqual(taken)
    expect(complaintOf(() => readApproval(taken))?.message).toMatch(/payloadType: expected .*approval\+json/)
    expect(complaintOf(() => readApproval({ ...identified, document: taken }))?.message).toContain('document.kind: is missing')
  })

  test('and what is wrong inside of an envelope is told as if there was none', async () => {
    const inside = (document: unknown) => ({
      payload: btoa(JSON.stringify(document)),
      payloadType: 'application/vnd.cloudsmith-promotion.approval+json',
      signatures: [{ sig: '' }],
    })
    const complaint = (given: unknown) => complaintOf(() => readApproval(given))?.message
    expect(complaint(inside({ ...world.documents.approval, at: '2027-02-30T00:00:00Z' }))).toBe(
      'approval: payload.at: expected a date that exists, such as "2026-12-20" or "2026-12-20T08:00:00Z", found "2027-02-30T00:00:00Z"',
    )
    expect(complaint(inside(world.documents.revocation))).toContain(
      'payload.kind: this is a revocation (version 1), not an approval',
    )
    expect(complaint({ ...inside(1), payload: '%' })).toContain('payload: this is nothing, not an approval')
    expect(complaint({ ...inside(world.documents.approval), signatures: [] })).toContain('signatures: must not be empty')
  })
})

test('a statement is read back whole: of what others add to it nothing, and nothing may be added to what is ours', () => {
  const { statement } = world
  const field = 'urn:cloudsmith-sdk:promotion:v1'
  expect(readStatement(JSON.stringify(statement))).toEqual(JSON.parse(JSON.stringify(statement)))
  expect(readStatement({ ...statement, annotations: {} })).toEqual(statement)
  const details = { ...statement.predicate[field], plan: 'abc', surplus: 1 }
  const wrong = { ...statement, predicate: { ...statement.predicate, [field]: details } }
  expect(complaintOf(() => readStatement(wrong))?.problems.map((problem) => `${problem.field}: ${problem.message}`)).toEqual([
    'predicate["urn:cloudsmith-sdk:promotion:v1"].plan: expected 64 hex digits, found "abc"',
    'predicate["urn:cloudsmith-sdk:promotion:v1"].surplus: there is no such field',
  ])
  expect(complaintOf(() => readStatement(world.documents.plan))?.message).toContain('_type: is missing')
  expect(complaintOf(() => readStatement(null))?.message).toContain('statement: expected an object, found null')
})

describe('what is no such document is refused with what it is', () => {
  test.each([
    [() => JSON.stringify(world.documents.report), 'kind: this is a report (version 1), not a plan'],
    [() => world.documents.approval, 'kind: this is an approval (version 1), not a plan'],
    [
      () => ({ ...world.documents.plan, kind: 'acme/\u001b[31mplan' }),
      'kind: this is of the kind "acme/\\u001b[31mplan" (version 1), not a plan',
    ],
    [
      () => ({ ...world.documents.plan, version: 2 }),
      'version: this is a plan of version 2, and only version 1 is supported here',
    ],
    [() => ({ ...world.documents.plan, version: '1' }), 'version: expected 1, found "1"'],
    [() => ({}), 'this has no kind: a plan has { kind: "cloudsmith-promotion/plan", version: 1 }'],
    [() => [], 'this is an empty list, not a plan'],
    [() => null, 'this is null, not a plan'],
    [() => undefined, 'this is nothing, not a plan'],
    [() => 'null', 'plan:1:1: this is null, not a plan'],
    [() => '', 'it is empty'],
    [() => 'no JSON', 'this is the text "no JSON", not a plan'],
    [() => '{"kind": "cloudsmith-promotion/plan"', 'plan:1:37: '],
    [() => Promise.resolve(world.documents.plan), 'this is a promise that was not awaited, not a plan'],
  ])('%#', (given, message) => {
    expect(complaintOf(() => readPlan(given()))?.message).toContain(message)
  })

  test.each<[string, (value: never) => unknown]>([
    ['apply', (value) => apply(world.cloudsmith, world.pipeline, value)],
    ['approve', (value) => approve(value, { by: 'ada' })],
    ['planText', planText],
    ['planMarkdown', planMarkdown],
    ['reportText', reportText],
    ['reportMarkdown', reportMarkdown],
    ['rollback', (value) => rollback(world.cloudsmith, value)],
    ['restore', (value) => restore(world.cloudsmith, world.pipeline, value)],
  ])('%s says so too, and which reader to use, before anything is sent', async (_, use) => {
    const wrong = [world.documents.waivers, JSON.stringify(world.documents.plan), undefined, null, [], {}, 1]
    world.emulator.requests.clear()
    for (const value of wrong) {
      const failure = await Promise.resolve()
        .then(() => use(value as never))
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(DocumentError)
      expect((failure as Error).message).toMatch(/, not a |has no kind/)
      expect((failure as Error).message).toMatch(/read(Plan|Report|Snapshot) of @cloudsmith-sdk\/promotion\/documents/)
    }
    expect(world.emulator.requests.all).toEqual([])
  })

  test('a plan that says what it is and has no whole items is damaged, and no TypeError', async () => {
    for (const items of [undefined, null, [null], [{}]]) {
      const damaged = { ...world.documents.plan, items } as unknown as Plan
      await expect(approve(damaged, { by: 'ada' })).rejects.toThrow('The plan is damaged. readPlan')
    }
  })
})

describe('what comes from outside does no harm', () => {
  test('a key that an object has twice is refused, where JSON would drop one in silence', () => {
    const text = JSON.stringify(world.documents.plan).replace('"owner":"acme"', '"owner":"other","owner":"acme"')
    expect(complaintOf(() => readPlan(text))?.problems).toMatchObject([{ field: 'owner', message: 'appears twice', line: 1 }])
    const yaml = stringify(world.documents.waivers).replace('version: 1', 'version: 1\nversion: 1')
    expect(complaintOf(() => readWaivers(yaml))?.message).toBe('waivers:3:1: version: appears twice')
  })

  test.each(['__proto__', 'constructor', 'toString'])('%s is a field like any other that there is not', (key) => {
    const own = `{"${key}":{"polluted":true},`
    const plan = JSON.stringify(world.documents.plan).replace('{', own)
    expect(complaintOf(() => readPlan(plan))?.problems).toMatchObject([{ field: key, message: 'there is no such field' }])
    const identified = JSON.stringify(world.documents.snapshot).replace(
      '"format":"npm"',
      `"format":"npm","identifiers":${own}"a":"b"}`,
    )
    expect(complaintOf(() => readSnapshot(identified))?.problems[0]?.field).toBe(`items[1].package.identifiers.${key}`)
    expect(complaintOf(() => readWaivers(`${stringify(world.documents.waivers)}${key}: 1\n`))).toBeInstanceOf(DocumentError)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('names and values are made visible, and cut', () => {
    const plan = { ...copyOf('plan'), [`\u001b[2J${'x'.repeat(500)}`]: 1, owner: ['\n::error::'], tag: { a: 1 } }
    const message = complaintOf(() => readPlan(plan, { source: '\u001b[2Jplan' }))?.message ?? ''
    expect(message.split('\n')).toHaveLength(3)
    expect(message).not.toContain('\u001b')
    expect(message.length).toBeLessThan(600)
    const text = { ...copyOf('plan'), madeAt: `\n::error::${'x'.repeat(5_000)}` }
    expect(complaintOf(() => readPlan(text))?.message).toMatch(/found "\\n::error::x{40,60}…"$/)
  })

  test('many problems are all there for programs, and the first of them for people', () => {
    const snapshot = { ...copyOf('snapshot'), items: Array.from({ length: 1_000 }, () => 1) }
    const error = complaintOf(() => readSnapshot(JSON.stringify(snapshot)))
    expect(error?.problems).toHaveLength(1_000)
    expect(error?.message.split('\n')).toHaveLength(21)
    expect(error?.message).toMatch(/and 980 more$/)
  })

  test.each([
    ['text beyond 64 MiB', () => ' '.repeat(64 * 2 ** 20 + 1), 'expected at most 67108864 characters'],
    ['YAML beyond 1 MiB', () => `a: ${'x'.repeat(2 ** 20)}`, 'expected JSON, or at most 1048576 characters of YAML'],
    ['many aliases', () => `a: &a x\nb: [${'*a, '.repeat(101)}]`, 'expected at most 100 aliases'],
    ['aliases that lead far', () => bomb, 'alias'],
    [
      'JSON that is nested deeply',
      () => `{"kind":"cloudsmith-promotion/plan","version":1,"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      'at most 64',
    ],
    ['YAML that is nested deeply', () => `${'[ '.repeat(50_000)}# not JSON\n`, 'it is truncated'],
    ['a value that leads back to itself', () => circle(), 'at most 64'],
  ])('%s is refused', (_, given, message) => {
    expect(complaintOf(() => readPlan(given()))?.message).toContain(message)
  })
})

const bomb = `kind: cloudsmith-promotion/plan
version: 1
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
`

function circle(): unknown {
  const plan: Record<string, unknown> = { kind: 'cloudsmith-promotion/plan', version: 1 }
  plan.self = plan
  return plan
}

/** Every place in a document: paths of keys and indexes. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const list = Array.isArray(value)
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, list ? Number(key) : key]))]
}

type Damage =
  | { readonly how: 'drop' }
  | { readonly how: 'replace'; readonly by: unknown }
  | { readonly how: 'add'; readonly key: string; readonly by: unknown }

/** The document after it was damaged at a place; undefined where that cannot be. */
function damaged(document: unknown, path: readonly (string | number)[], damage: Damage): unknown {
  const parent = path.slice(0, -1).reduce((value, key) => Reflect.get(value as object, key) as unknown, document) as object
  const key = path.at(-1)
  const value = key === undefined ? document : Reflect.get(parent, key)
  if (damage.how === 'add') {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.hasOwn(value, damage.key)) return undefined
    Object.defineProperty(value, damage.key, { value: damage.by, enumerable: true, configurable: true, writable: true })
  } else if (key === undefined) {
    return damage.how === 'replace' ? damage.by : undefined
  } else if (damage.how === 'replace') {
    Object.defineProperty(parent, key, { value: damage.by, enumerable: true, configurable: true, writable: true })
  } else if (Array.isArray(parent)) {
    parent.splice(Number(key), 1)
  } else {
    Reflect.deleteProperty(parent, key)
  }
  return document
}

const fieldOf = (path: readonly (string | number)[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '')

describe('damage', () => {
  const anything = fc.jsonValue({ maxDepth: 2 })
  const key = fc.oneof(fc.constantFrom('__proto__', 'hash', 'toString', 'sha512'), fc.string())
  const damages = fc.oneof(
    fc.constant<Damage>({ how: 'drop' }),
    anything.map((by): Damage => ({ how: 'replace', by })),
    fc.tuple(key, anything).map(([name, by]): Damage => ({ how: 'add', key: name, by })),
  )

  test.each(kinds)('of a %s is told with its place, or what is read says just what is written', async (kind) => {
    const places = placesIn(copyOf(kind))
    const random = fc.record({ place: fc.nat(places.length - 1), damage: damages, asText: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(random, async ({ place, damage, asText }) => {
        const path = places[place] ?? []
        const broken = damaged(copyOf(kind), path, damage)
        if (broken === undefined) return
        const text = JSON.stringify(broken)
        let read: unknown
        const error = complaintOf(() => {
          read = readers[kind](asText ? text : broken)
        })
        if (error !== undefined) {
          const field = fieldOf(path)
          expect(error.problems.some((problem) => problem.field.startsWith(field) || field.startsWith(problem.field))).toBe(true)
          return
        }
        expect(canonical(read)).toBe(canonical(JSON.parse(text)))
        if (kind !== 'plan') return
        const { estimates: _, ...before } = copyOf('plan')
        const { estimates: __, ...after } = read as Plan
        if (canonical(before) === canonical(after)) return
        expect(() => requireIntact(read as Plan)).toThrow(/was edited|is damaged/)
      }),
      { numRuns: 400 },
    )
  })

  test.each(kinds)('that takes a field or adds one is never read as a %s, wherever fields are fixed', (kind) => {
    for (const path of placesIn(copyOf(kind))) {
      const isFree = path.some((key) => ['settings', 'seen', 'needed', 'identifiers'].includes(String(key)))
      if (isFree) continue
      const added = damaged(copyOf(kind), path, { how: 'add', key: 'surplus', by: 1 })
      if (added === undefined) continue
      const field = [...path, 'surplus']
      expect(complaintOf(() => readers[kind](added))?.problems).toEqual([
        expect.objectContaining({ field: fieldOf(field), message: 'there is no such field' }),
      ])
    }
  })
})
