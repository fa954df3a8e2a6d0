import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/index.ts'
import type { DiscoveryOptions } from './discovery-options.ts'
import { CredentialsNotFoundError } from './errors.ts'
import { findCredentials } from './find-credentials.ts'
import { files, testMachine } from './test-machine.ts'

async function keyOf(options: DiscoveryOptions): Promise<string | undefined> {
  const { apiKey } = findCredentials(options)
  return typeof apiKey === 'function' ? await apiKey() : apiKey
}

const ini = (key: string, section = 'default') => `[${section}]\napi_key = ${key}\n`

describe('the order', () => {
  test('each place hides those after it', async () => {
    const machine = testMachine({ CLOUDSMITH_API_KEY: 'of-the-variable' })
    machine.env.CLOUDSMITH_CREDENTIALS_FILE = machine.write('named.ini', ini('of-the-named-file'))
    const [work, system, home] = [files.work, files.system, files.home].map((file) => machine.write(file, ini(`of-${file}`)))

    expect(await keyOf({ ...machine, apiKey: 'of-the-option' })).toBe('of-the-option')
    expect(findCredentials({ ...machine, accessToken: 'of-sso' })).toMatchObject({ accessToken: 'of-sso', apiKey: undefined })
    expect(await keyOf(machine)).toBe('of-the-variable')
    machine.env.CLOUDSMITH_API_KEY = ' '
    expect(await keyOf(machine)).toBe('of-the-named-file')
    machine.env.CLOUDSMITH_CREDENTIALS_FILE = undefined
    expect(await keyOf(machine)).toBe(`of-${files.work}`)
    expect(findCredentials(machine).source).toBe(`[default] of ${work}`)
    machine.write(files.work, '[default]\napi_key =\n')
    expect(await keyOf(machine)).toBe(`of-${files.system}`)
    expect(findCredentials(machine).source).toBe(`[default] of ${system}`)
    machine.write(files.system, '')
    expect(await keyOf(machine)).toBe(`of-${files.home}`)
    expect(findCredentials(machine).source).toBe(`[default] of ${home}`)
    machine.write(files.home, '[profile:other]\napi_key = x\n')
    expect(await keyOf(machine)).toBeUndefined()
  })

  test('a key of a file comes before the identity of a CI job', async () => {
    const machine = testMachine({ CLOUDSMITH_ORG: 'acme', CLOUDSMITH_SERVICE_SLUG: 'ci', CLOUDSMITH_OIDC_TOKEN: 'identity' })

    expect(findCredentials(machine).source).toBe('CLOUDSMITH_OIDC_TOKEN, as the service account ci of acme')
    machine.write(files.home, ini('of-the-file'))
    expect(await keyOf(machine)).toBe('of-the-file')
  })

  test('a key in config.ini is not one: the vendor keeps it in credentials.ini', async () => {
    const machine = testMachine()
    machine.write(files.homeConfig, ini('misplaced'))

    expect(await keyOf(machine)).toBeUndefined()
  })
})

describe('profiles', () => {
  const twoSections = `${ini('of-default')}${ini('of-prod', 'profile:prod')}`

  test('one is laid over the default section, and the option comes before the variable', async () => {
    const machine = testMachine({ CLOUDSMITH_PROFILE: 'prod' })
    const path = machine.write(files.home, `${twoSections}[profile:bare]\n`)

    expect(await keyOf(machine)).toBe('of-prod')
    expect(findCredentials(machine).source).toBe(`[profile:prod] of ${path}`)
    expect(await keyOf({ ...machine, profile: 'bare' })).toBe('of-default')
    expect(await keyOf({ ...machine, profile: 'default' })).toBe('of-default')
  })

  test('one of a later file comes before the default of an earlier one', async () => {
    const machine = testMachine({ CLOUDSMITH_PROFILE: 'prod' })
    machine.write(files.work, ini('of-work'))
    machine.write(files.home, twoSections)

    expect(await keyOf(machine)).toBe('of-prod')
  })

  test('one that is in no file is an error: the default key may be that of somebody else', () => {
    const machine = testMachine({ CLOUDSMITH_PROFILE: 'prdo' })
    const path = machine.write(files.home, twoSections)

    expect(() => findCredentials(machine)).toThrow(
      new InvalidRequestError(`There is no [profile:prdo] in ${path}. Check CLOUDSMITH_PROFILE.`),
    )
  })

  test('without any file there is nothing that one could be missing from', async () => {
    expect(await keyOf(testMachine({ CLOUDSMITH_PROFILE: 'prod', CLOUDSMITH_API_KEY: 'key' }))).toBe('key')
  })
})

describe('what a file holds', () => {
  test('quotes and white space around a key are not part of it', async () => {
    const machine = testMachine()
    machine.write(files.home, '[default]\napi_key = "quoted"\n')
    expect(await keyOf(machine)).toBe('quoted')
    expect(await keyOf({ ...machine, env: { CLOUDSMITH_API_KEY: ' key\n' } })).toBe('key')
  })

  test('a key that cannot be sent is refused by its place', () => {
    const machine = testMachine()
    const path = machine.write(files.home, '[default]\napi_key = two words\n')

    expect(() => findCredentials(machine)).toThrow(`api_key in [default] of ${path} contains white space`)
  })

  test('a malformed file is refused by its line', () => {
    const machine = testMachine()
    const path = machine.write(files.home, 'api_key = s3cret\n')

    expect(() => findCredentials(machine)).toThrow(
      new InvalidRequestError(`${path} is malformed: line 1 comes before the first [section].`),
    )
  })

  test('printing what was found shows no key', () => {
    const machine = testMachine({ CLOUDSMITH_API_KEY: 's3cret-of-the-variable' })
    const found = findCredentials(machine)

    expect(inspect(found, { depth: 9, showHidden: true }) + JSON.stringify(found)).not.toContain('s3cret')
  })
})

describe('nothing found', () => {
  test('is no error by itself', () => {
    expect(findCredentials(testMachine())).toMatchObject({ source: undefined, baseUrl: undefined })
  })

  test('is one where a credential is required, and it lists every place in order', () => {
    const machine = testMachine({ CLOUDSMITH_ORG: 'acme', CLOUDSMITH_SERVICE_SLUG: 'ci', GITHUB_ACTIONS: 'true' })
    machine.write(files.home, '[default]\n')
    const searched = [
      'CLOUDSMITH_API_KEY: not set',
      `${machine.cwd}/credentials.ini: not found`,
      `${machine.home}/.config/cloudsmith/credentials.ini: not found`,
      `${machine.home}/.cloudsmith/credentials.ini: contains no api_key`,
      'identity from CircleCI: not detected',
      'identity from Azure DevOps: not detected',
      'identity from GitHub Actions: give the job the permission id-token: write',
      'identity from Bitbucket Pipelines: not detected',
      'identity from GitLab CI: not detected',
      'identity from Buildkite: not detected',
      'identity from CLOUDSMITH_OIDC_TOKEN: not detected',
      'identity from CLOUDSMITH_OIDC_TOKEN_FILE: not detected',
      'identity from AWS: not detected',
      'identity from Google Cloud: not detected',
    ]
    const error = catchError(() => findCredentials({ ...machine, required: true }))

    expect(error).toBeInstanceOf(CredentialsNotFoundError)
    expect(error).toMatchObject({ searched })
    expect(String(error)).toContain(`Searched, in order:\n  ${searched.join('\n  ')}`)
    expect(findCredentials(machine).searched).toEqual(searched)
  })

  test('a folder in the place of a file is told as such', () => {
    const machine = testMachine()
    machine.write(`${files.home}/x`, '')

    expect(findCredentials(machine).searched).toContain(`${machine.home}/.cloudsmith/credentials.ini: cannot be read (EISDIR)`)
  })
})

function catchError(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
