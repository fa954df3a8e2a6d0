import { expect, test } from 'vitest'
import { routes } from '../generated/routes.ts'
import { upstreamFormats } from './upstreams.ts'

/** Written out from the API description, for comparison. */
const plain = { modes: ['Proxy Only', 'Cache and Proxy', 'Cache Only'], authModes: ['None', 'Username and Password'], fields: [] }

test.each([
  ['cargo', { ...plain, hasIndex: true }],
  ['npm', { ...plain, authModes: [...plain.authModes, 'Token'], fields: ['trust_level'], hasIndex: true }],
  ['nix', { ...plain, modes: ['Proxy Only', 'Cache and Proxy'], hasIndex: true }],
  ['huggingface', { ...plain, authModes: ['None', 'Token'], hasIndex: true }],
  [
    'docker',
    {
      ...plain,
      authModes: [...plain.authModes, 'Certificate and Key'],
      fields: ['auth_certificate', 'auth_certificate_key'],
      hasIndex: false,
    },
  ],
])('what the upstreams of %s are like is told by the description', (format, like) => {
  expect(upstreamFormats[format]).toEqual(like)
})

test('formats that are described without upstreams have none', () => {
  const described = routes.flatMap(({ id }) => /^repos_upstream_(\w+)_create$/.exec(id)?.[1] ?? [])
  expect(Object.keys(upstreamFormats).toSorted()).toEqual(described.toSorted())
  expect(upstreamFormats).not.toHaveProperty('raw')
})
