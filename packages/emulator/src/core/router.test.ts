import fc from 'fast-check'
import { expect, test } from 'vitest'
import { routes } from '../generated/routes.ts'
import { createRouter } from './router.ts'

const match = createRouter(routes)

test('every route of the API is found, with its parameters', () => {
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, 'x-$1')
    const found = match(route.method, path)
    expect(found, route.id).toMatchObject({ kind: 'found', route: { id: route.id } })
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    expect(found).toHaveProperty('path', Object.fromEntries(names.map((name) => [name, `x-${name}`])))
  }
})

test('words go before parameters, and back where that leads nowhere', () => {
  expect(match('GET', '/packages/acme/dev/groups/')).toMatchObject({ route: { id: 'packages_groups_list' } })
  expect(match('POST', '/packages/acme/dev/upload/copy/')).toMatchObject({
    route: { id: 'packages_copy' },
    path: { identifier: 'upload' },
  })
})

test('escapes are undone, but never make another path', () => {
  expect(match('GET', '/packages/acme/dev/a%2Fb/')).toMatchObject({ kind: 'found', path: { identifier: 'a/b' } })
  expect(match('GET', '/packages/acme/dev/%zz/')).toMatchObject({ kind: 'found', path: { identifier: '%zz' } })
})

test('no path is too strange', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.string(), (path, method) => {
      expect(['found', 'slash', 'method', 'none']).toContain(match(method, path).kind)
    }),
  )
})
