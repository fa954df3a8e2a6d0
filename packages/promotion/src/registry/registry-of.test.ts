import { expect, test } from 'vitest'
import { registryOf } from './registry-of.ts'

const credential = 'a-key'

test.each([
  ['nothing said', undefined, 'https://docker.cloudsmith.io'],
  ["the service's own address", 'https://api.cloudsmith.io', 'https://docker.cloudsmith.io'],
  ['with a version', 'https://api.cloudsmith.io/v1', 'https://docker.cloudsmith.io'],
  ['another host of the service', 'https://api.eu.cloudsmith.com', 'https://docker.cloudsmith.io'],
  ['an emulator', 'http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['an emulator, by its name and with a version', 'http://localhost:8787/v1/', 'http://localhost:8787'],
  ['an emulator on IPv6', 'http://[::1]:8787', 'http://[::1]:8787'],
  ['an emulator that encrypts', 'https://localhost:8787', 'https://localhost:8787'],
])('the registry beside the API at %s is where its images are', (_, baseUrl, origin) => {
  expect(registryOf({ credential, baseUrl })).toMatchObject({ credential, origin })
})

test.each([
  'https://cloudsmith.example.com',
  'https://api.cloudsmith.io.example.com',
  'https://notcloudsmith.io',
  'https://api.cloudsmith.io:8443',
  'http://api.cloudsmith.io',
  'http://127.0.0.1.example.com',
  'api.cloudsmith.io',
  '',
])('beside the API at %j none is known, and no credential is sent to one that is guessed', (baseUrl) => {
  expect(registryOf({ credential, baseUrl })).toBeUndefined()
})

test('one that is said is the one, wherever the API is', () => {
  for (const baseUrl of [undefined, 'http://127.0.0.1:8787', 'https://cloudsmith.example.com'])
    expect(registryOf({ credential, baseUrl, said: 'https://docker.example.com' })).toMatchObject({
      origin: 'https://docker.example.com',
    })
  expect(registryOf({ credential, said: 'docker.example.com' })).toMatchObject({ origin: 'https://docker.example.com' })
  expect(registryOf({ credential, said: 'localhost:5000' })).toMatchObject({ origin: 'https://localhost:5000' })
})

test('none is asked where that is said', () => {
  expect(registryOf({ credential, said: 'off' })).toBeUndefined()
})
