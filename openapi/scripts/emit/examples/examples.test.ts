import { describe, expect, test } from 'vitest'
import { createConformance } from '../../conformance.ts'
import { child, isNode, type Node } from '../node.ts'
import { documents, examplesOf, filled, objectsIn, operationsOf, type Place, problemsOf } from './testing.ts'

const apis = ['cloudsmith-v1', 'cloudsmith-v2'] as const

const bare = (places: Place[]) => places.filter((place) => examplesOf(place).length === 0).map(({ name }) => name)

describe.each(apis)('in %s', (document) => {
  test('every response has an example without unknown fields', async () => {
    const conformance = await createConformance()
    const answers = operationsOf(document).flatMap(({ id, answers }) => answers.map((place) => ({ id, place })))
    const problems = answers.flatMap(({ id, place }) =>
      examplesOf(place).flatMap((body) => conformance({ operation: id, status: Number(place.status.replace('XX', '00')), body })),
    )

    expect(answers.length).toBeGreaterThan(200)
    expect(bare(answers.map(({ place }) => place))).toEqual([])
    expect(problems).toEqual([])
  })

  test('every request, every parameter and every header has an example', () => {
    expect(
      bare(operationsOf(document).flatMap(({ request, parameters, headers }) => [...request, ...parameters, ...headers])),
    ).toEqual([])
  })

  test('every example matches its schema', () => {
    const places = operationsOf(document).flatMap(({ request, parameters, headers, answers }) => [
      ...request,
      ...parameters,
      ...headers,
      ...answers,
    ])

    // A place that several operations refer to is checked once.
    const distinct = [...new Map(places.map((place) => [place.pointer.join('/'), place])).values()]
    expect(distinct.flatMap(problemsOf)).toEqual([])
  })

  test('every example is about the same workspace', () => {
    const objects = operationsOf(document)
      .flatMap(({ answers }) => answers.flatMap(examplesOf))
      .flatMap(objectsIn)
    const named = operationsOf(document)
      .flatMap(({ parameters }) => parameters)
      .filter(({ node }) => ['owner', 'org', 'workspace'].includes(String(node.name)))
    const namespaces = objects.flatMap(({ namespace, package_type }) => (package_type === undefined ? [] : [namespace]))

    expect(new Set(named.flatMap(examplesOf))).toEqual(new Set(['acme']))
    expect([...new Set(namespaces)].filter((namespace) => namespace !== undefined)).toEqual(document === apis[0] ? ['acme'] : [])
  })
})

test('URLs in examples are those of operations, with the parameters of their examples', () => {
  const operations = operationsOf('cloudsmith-v1')
  const known = new Set(operations.flatMap(({ path, parameters }) => filled(path, parameters)))
  const read = operations.filter(({ id }) => /_(read|list|self)$/.test(id))
  const objects = read.flatMap(({ answers }) => answers.flatMap(examplesOf).flatMap(objectsIn))
  const addresses = objects.flatMap(({ self_url }) => self_url ?? [])

  expect(addresses.length).toBeGreaterThan(10)
  expect(addresses.filter((address) => !known.has(String(address).replace('https://api.cloudsmith.io/v1', '')))).toEqual([])
})

test('secrets in responses are masked, except in those that show them once', () => {
  const inFull = operationsOf('cloudsmith-v1').flatMap(({ id, answers }) => {
    const objects = answers.flatMap(examplesOf).flatMap(objectsIn)
    const secrets = objects.flatMap(({ token, key, signature }) => (signature === undefined ? [token, key] : []))
    return secrets.some((secret) => typeof secret === 'string' && !secret.includes('***')) ? [id] : []
  })

  expect(inFull).toEqual([
    'user_token_create',
    'user_tokens_create',
    'user_tokens_refresh',
    'openid_create',
    'orgs_services_create',
    'orgs_services_refresh',
    'broadcasts_create_broadcast_token',
  ])
})

test('an uploaded package of an example is of the format that the operation is about', () => {
  const uploads = operationsOf('cloudsmith-v1').filter(({ id }) => id.startsWith('packages_upload_'))
  const formats = uploads.map(
    ({ answers }) => answers.flatMap(examplesOf).flatMap((whole) => (isNode(whole) ? (whole.format ?? []) : []))[0],
  )

  expect(formats.length).toBeGreaterThan(30)
  expect(formats.map((format) => `packages_upload_${format}`)).toEqual(uploads.map(({ id }) => id))
})

test('every webhook event has an example that matches its schema', () => {
  const events = operationsOf('webhooks')
  const sent = events.map(({ request }) => (request.flatMap(examplesOf)[0] ?? {}) as { meta?: Node })

  expect(events.length).toBeGreaterThan(10)
  expect(sent.map(({ meta }) => meta?.event_id)).toEqual(Object.keys(child(documents.webhooks ?? {}, 'webhooks')))
  expect(events.flatMap(({ request, parameters }) => [...request, ...parameters]).flatMap(problemsOf)).toEqual([])
})
