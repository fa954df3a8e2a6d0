import { describe, expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/index.ts'
import { findCredentials } from './find-credentials.ts'
import { files, testMachine } from './test-machine.ts'

const host = (value: string, section = 'default') => `[${section}]\napi_host = ${value}\n`

describe('where the service is', () => {
  test('the option, the variable, then config.ini', () => {
    const machine = testMachine({ CLOUDSMITH_API_HOST: 'https://of.the.variable' })
    machine.write(files.homeConfig, host('https://of.the.file/'))

    expect(findCredentials({ ...machine, baseUrl: 'https://of.the.option' }).baseUrl).toBe('https://of.the.option')
    expect(findCredentials(machine).baseUrl).toBe('https://of.the.variable')
    machine.env.CLOUDSMITH_API_HOST = ''
    expect(findCredentials(machine).baseUrl).toBe('https://of.the.file/')
    expect(findCredentials({ ...machine, home: '/nowhere' }).baseUrl).toBeUndefined()
  })

  test('a bare host is https', () => {
    const machine = testMachine()
    machine.write(files.homeConfig, host('api.acme.example'))

    expect(findCredentials(machine).baseUrl).toBe('https://api.acme.example')
    expect(findCredentials({ ...machine, env: { CLOUDSMITH_API_HOST: '//api.acme.example:8443' } }).baseUrl).toBe(
      'https://api.acme.example:8443',
    )
  })

  test('a profile has its own, and CLOUDSMITH_CONFIG_FILE names a file that may say any', () => {
    const machine = testMachine({ CLOUDSMITH_PROFILE: 'prod' })
    machine.env.CLOUDSMITH_CONFIG_FILE = machine.write('work/ci/my.ini', host('a.example') + host('b.example', 'profile:prod'))

    expect(findCredentials(machine).baseUrl).toBe('https://b.example')
    expect(findCredentials({ ...machine, profile: 'default' }).baseUrl).toBe('https://a.example')
  })
})

describe('a config.ini in the working directory', () => {
  test.each(['api.cloudsmith.io', 'https://api-prd.cloudsmith.io/v1', 'https://API.Cloudsmith.COM:8443', 'cloudsmith.io'])(
    'may name %s',
    (value) => {
      const machine = testMachine()
      machine.write(files.workConfig, host(value))

      expect(findCredentials(machine).baseUrl).toContain(value)
    },
  )

  test.each([
    'https://evil.example',
    'https://cloudsmith.io.evil.example',
    'https://evilcloudsmith.io',
    'https://api.cloudsmith.io@evil.example',
    'https://evil.example/api.cloudsmith.io',
    'https://evil.example?.cloudsmith.io',
    'https://evil.example\\.cloudsmith.io',
    'https://evil.example#.cloudsmith.io',
    'http://127.0.0.1:8080',
    'https://',
  ])('must not name %s', (value) => {
    const machine = testMachine({ CLOUDSMITH_API_KEY: 's3cret' })
    const path = machine.write(files.workConfig, host(value))
    const search = () => findCredentials(machine)

    expect(search).toThrow(InvalidRequestError)
    expect(search).toThrow(`${path} sets the api_host to `)
    expect(search).toThrow(/Somebody else may have put this file into the working directory.* set CLOUDSMITH_API_HOST/)
    expect(search).not.toThrow(/s3cret/)
  })

  test('is not asked where the variable or the option says, or a file that comes before', () => {
    const machine = testMachine()
    machine.write(files.workConfig, host('evil.example'))
    const named = machine.write('named.ini', host('c.example'))

    expect(findCredentials({ ...machine, baseUrl: 'https://a.example' }).baseUrl).toBe('https://a.example')
    expect(findCredentials({ ...machine, env: { CLOUDSMITH_API_HOST: 'b.example' } }).baseUrl).toBe('https://b.example')
    expect(findCredentials({ ...machine, env: { CLOUDSMITH_CONFIG_FILE: named } }).baseUrl).toBe('https://c.example')
  })

  test('hides a host of the user, and is refused all the same', () => {
    const machine = testMachine()
    machine.write(files.workConfig, host('evil.example'))
    machine.write(files.homeConfig, host('api.acme.example'))

    expect(() => findCredentials(machine)).toThrow('sets the api_host to evil.example')
  })

  test('may name what a variable allows, and nothing that only ends alike', () => {
    const machine = testMachine({ CLOUDSMITH_ALLOWED_API_HOST_SUFFIXES: ' .acme.example, Other.Example' })
    machine.write(files.workConfig, host('api.acme.example'))
    expect(findCredentials(machine).baseUrl).toBe('https://api.acme.example')
    machine.write(files.workConfig, host('other.example'))
    expect(findCredentials(machine).baseUrl).toBe('https://other.example')
    machine.write(files.workConfig, host('evilacme.example'))
    expect(() => findCredentials(machine)).toThrow('sets the api_host to evilacme.example')
  })
})

describe('a proxy', () => {
  test.each(['api_proxy', 'proxy'])('a config.ini in the working directory must not set %s', (key) => {
    const machine = testMachine()
    const path = machine.write(files.workConfig, `[default]\n${key} = http://user:s3cret@proxy.cloudsmith.io:3128\n`)

    expect(() => findCredentials(machine)).toThrow(`${path} sets the proxy to proxy.cloudsmith.io.`)
    expect(() => findCredentials(machine)).not.toThrow(/s3cret/)
  })

  test('one that a variable allows or replaces, or that the user wrote, is no error', () => {
    const machine = testMachine()
    machine.write(files.homeConfig, '[default]\napi_proxy = http://proxy.acme.example\n')
    expect(() => findCredentials(machine)).not.toThrow()
    machine.write(files.workConfig, '[default]\napi_proxy = http://proxy.acme.example\n')
    expect(() => findCredentials(machine)).toThrow('sets the proxy')
    for (const env of [
      { CLOUDSMITH_ALLOWED_API_PROXY_SUFFIXES: 'acme.example' },
      { CLOUDSMITH_API_PROXY: 'http://proxy.example' },
    ]) {
      expect(() => findCredentials({ ...machine, env })).not.toThrow()
    }
  })
})
