import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { child, isNode, type Node, operationsIn } from './emit/node.ts'
import { documentUrl, readDocument } from './generate/document.ts'

const documents: Record<string, Node> = {}

beforeAll(async () => {
  for (const name of ['cloudsmith-v1', 'cloudsmith-v2', 'webhooks']) documents[name] = await readDocument<Node>(`${name}.yaml`)
})

const operations = () => ['cloudsmith-v1', 'cloudsmith-v2'].flatMap((name) => operationsIn(documents[name] ?? {}))

test.each(['cloudsmith-v1', 'cloudsmith-v2', 'webhooks'])('%s has the same content in JSON', async (name) => {
  const json = await readFile(documentUrl(`${name}.json`), 'utf8')

  expect(JSON.parse(json.replaceAll('.json#', '.yaml#'))).toEqual(documents[name])
})

describe('an operation', () => {
  test('states who may call it if it changes something', () => {
    const silent = operations().filter(({ method, operation }) => method !== 'get' && operation['x-permission'] === undefined)

    expect(silent.map(({ operation }) => operation.operationId)).toEqual([])
  })

  test('needs no credential only if anybody may call it', () => {
    const open = operations().filter(({ operation }) => JSON.stringify(operation.security ?? []).includes('{}'))

    expect(open.map(({ operation }) => operation.operationId).toSorted()).toEqual([
      'badges_version_list',
      'distros_list',
      'distros_read',
      'formats_list',
      'formats_read',
      'openid_create',
      'packages_dependencies',
      'packages_groups_list',
      'packages_list',
      'packages_read',
      'packages_status',
      'rates_limits_list',
      'repos_read',
      'status_check_basic',
      'storage-regions_list',
      'storage-regions_read',
      'user_self',
      'user_token_create',
      'users_profile_read',
    ])
  })

  test('that returns a paged list states how to request the next page', () => {
    const paged = operations().filter(({ operation }) => operation['x-pagination'] !== undefined)

    expect(paged.length).toBeGreaterThan(60)
    expect(Object.fromEntries(paged.map(({ operation }) => [operation.operationId, operation['x-pagination']]))).toMatchObject({
      packages_list: { by: 'page', pageSize: { default: 30, maximum: 500 } },
      packages_groups_list: { by: 'page', rows: 'results' },
      'orgs_license-policy-violation_list': { by: 'cursor', rows: 'results' },
    })
  })
})

describe('a description', () => {
  const schemas = () =>
    ['cloudsmith-v1', 'cloudsmith-v2'].flatMap((name) =>
      Object.entries(child(child(documents[name] ?? {}, 'components'), 'schemas')).filter((entry): entry is [string, Node] =>
        isNode(entry[1]),
      ),
    )
  const fields = () =>
    schemas().flatMap(([name, schema]) =>
      Object.entries(child(schema, 'properties')).flatMap(([key, field]) =>
        isNode(field) ? [{ place: `${name}.${key}`, field, about: `${field.description} ${schema.description}` }] : [],
      ),
    )
  const parameters = () => operations().flatMap(({ operation }) => (operation.parameters ?? []) as Node[])

  test('of a nullable field explains null', () => {
    const silent = fields().filter(
      ({ field, about }) => JSON.stringify(field.anyOf ?? '').includes('"null"') && !/null/i.test(about),
    )

    expect(silent.map(({ place }) => place)).toEqual([])
  })

  test('of a boolean that callers set explains false', () => {
    const set = fields().filter(({ place, field }) => field.type === 'boolean' && /(Request|Patch|Check)\./.test(place))
    const asked = parameters().filter(({ schema }) => isNode(schema) && schema.type === 'boolean')
    const silent = [
      ...set.map(({ place, field }) => [place, field.description]),
      ...asked.map((one) => [one.name, one.description]),
    ]

    expect(silent.length).toBeGreaterThan(100)
    expect(silent.filter(([, said]) => !/\b[Ff]alse\b/.test(String(said)))).toEqual([])
  })
})

test('secrets are marked, and those that are never returned are write-only', () => {
  const schemas = child(child(documents['cloudsmith-v1'] ?? {}, 'components'), 'schemas')
  const fields = Object.values(schemas).flatMap((schema) => Object.entries(isNode(schema) ? child(schema, 'properties') : {}))
  const secrets = fields.filter(([, field]) => isNode(field) && field.format === 'password')
  const kept = secrets.filter(([, field]) => isNode(field) && field.writeOnly === true).map(([name]) => name)

  expect(secrets.map(([name]) => name)).toEqual(expect.arrayContaining(['token', 'key', ...new Set(kept)]))
  expect(kept).toEqual(expect.arrayContaining(['auth_secret', 'signature_key', 'secret_value', 'gpg_private_key', 'password']))
  expect(kept).not.toContain('key')
})

test('every webhook event has a payload schema with its name', () => {
  const { webhooks = {}, components = {} } = documents.webhooks as { webhooks?: Node; components?: Node }

  expect(Object.keys(webhooks)).toContain('package.tags_updated')
  for (const name of Object.keys(webhooks)) expect(JSON.stringify(components)).toContain(`"const":"${name}"`)
})
