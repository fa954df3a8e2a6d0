import { operationsOf, readDocument } from '@cloudsmith-sdk/openapi/document'
import { describe, expect, test } from 'vitest'
import { type Described, edgesOf, kindsOf, mistakesIn } from '../../test/described.ts'
import { bodies, queries } from '../generated/requests.ts'
import { createEmulator } from '../index.ts'
import { errorsOf, hasErrors } from './check.ts'
import { type Difference, differences, type Taken } from './differences.ts'
import { readQuery } from './query.ts'
import { rulesOf } from './rules.ts'

const emulator = createEmulator()

const operations = (
  await Promise.all(
    ['v1', 'v2'].map(async (version) => {
      const document = await readDocument(`cloudsmith-${version}.yaml`)
      const prefix = version === 'v2' ? '/v2' : ''
      return operationsOf(document).map((operation) => ({ ...operation, path: prefix + operation.path, document }))
    }),
  )
).flat()

const values: Readonly<Record<string, string>> = { owner: 'acme', org: 'acme', workspace: 'acme', repo: 'dev', identifier: 'dev' }

async function send(method: string, path: string, body?: object) {
  const url = `${emulator.origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'none')}`
  const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
  const response = await emulator.fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  return { status: response.status, text: await response.text() }
}

/** The error at a path; in the second version of the API, a field's errors include those inside it. */
function errorAt(text: string, at: readonly string[]): unknown {
  return at.reduce<unknown>(
    (errors, name) => (Array.isArray(errors) ? errors : (errors as Record<string, unknown> | undefined)?.[name]),
    JSON.parse(text).fields,
  )
}

/** Whether a difference is about a field. */
const differs = (id: string, place: Difference['in'], name: string) =>
  differences.some((one) => one.in === place && one.field === name && one.operations.test(id))

describe('a body', () => {
  const cases = operations.flatMap(({ document, id, method, path, body }) =>
    body === undefined ? [] : kindsOf(document, body.schema).map((kind) => ({ document, id, method, path, ...kind })),
  )

  test.each(cases)('of $id is refused for what the description does not allow, field by field $base', async (given) => {
    const { document, method, path, schema, base } = given
    const mistakes = mistakesIn(document, schema).filter(({ at: [name] }) => name !== undefined && !(name in base))
    expect(mistakes).not.toEqual([])
    for (const { what, value, at } of mistakes) {
      const { status, text } = await send(method, path, { ...base, ...(value as object) })
      expect([what, status, errorAt(text, at)]).toEqual([what, 422, [expect.any(String)]])
    }
  })

  test.each(cases)('of $id may be at the edge of what the description allows $base', ({ document, id, schema, base }) => {
    const { body: rule = {} } = rulesOf(id)
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (differs(id, 'body', name)) continue
      for (const edge of edgesOf(document, property)) {
        expect([edge, errorAt(JSON.stringify({ fields: errorsOf(rule, { ...base, [name]: edge }) }), [name])]).toEqual([
          edge,
          undefined,
        ])
      }
    }
  })
})

describe('a query', () => {
  const cases = operations.flatMap(({ document, id, method, path, parameters }) =>
    parameters.filter((parameter) => parameter.in === 'query').map((parameter) => ({ document, id, method, path, parameter })),
  )

  test.each(cases)('of $id is refused for a wrong $parameter.name', async ({ document, id, method, path, parameter }) => {
    const { name, schema, required } = parameter
    if (required) expect(errorAt((await send(method, path)).text, [name])).toEqual(['This field is required.'])
    if (differs(id, 'query', name)) return
    const said = mistakesIn(document, schema as Described).flatMap(({ what, value }) => {
      const text = [value].flat()[0]
      return typeof text === 'string' && !['wrong type', 'null'].includes(what) ? [text] : []
    })
    const unread = schema.type === 'boolean' || schema.type === 'integer' ? ['perhaps'] : []
    for (const text of [...said, ...unread]) {
      const { status, text: answer } = await send(method, `${path}?${name}=${encodeURIComponent(text)}`)
      expect([text, status, errorAt(answer, [name])]).toEqual([text, 422, expect.anything()])
    }
  })
})

describe('a difference', () => {
  const ids = operations.map(({ id }) => id)

  test.each(differences)(
    'in $field of $operations is one: $example',
    ({ operations: about, in: place, field: name, example, change }) => {
      const described = ids.flatMap((id) => {
        const rule = (place === 'body' ? bodies : queries)[id]?.properties?.[name]
        return about.test(id) && rule !== undefined ? [rule] : []
      })
      const isTaken = (rule: Taken) => {
        if (place === 'body') return !hasErrors(errorsOf(rule, example))
        try {
          return readQuery({ properties: { [name]: rule } }, new URLSearchParams({ [name]: String(example) })) !== undefined
        } catch {
          return false
        }
      }
      expect(described).not.toEqual([])
      for (const rule of described) expect(isTaken({ ...rule, ...change })).toBe(!isTaken(rule))
    },
  )
})
