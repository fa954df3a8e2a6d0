import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli, file, emulator } = service()

test('whoami tells whose key it is, from the environment or from a file of credentials', async () => {
  const admin = { is_authenticated: true, username: 'admin', email: 'admin@example.com', name: 'admin' }
  expect(await cli.data(['whoami'])).toEqual(admin)

  const credentials = await file('reader.ini', new TextEncoder().encode('[default]\napi_key = emulator-read-key\n'))
  const environment = { CLOUDSMITH_API_KEY: undefined, CLOUDSMITH_CREDENTIALS_FILE: credentials }
  const { code, stdout } = await cli.run(['whoami'], { environment })
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, data: { is_authenticated: true, username: 'reader' } })
})

test('whoami -v tells which of the user’s keys it is', async () => {
  expect(await cli.data(['whoami', '-v'])).toMatchObject({
    auth: { active_method: 'api_key', api_key: { slug: expect.stringMatching(/^\w{12}$/), created: expect.any(String) } },
  })
})

test('whoami without a key is nobody, and fails; with a wrong one it is refused', async () => {
  const { code, stdout } = await cli.run(['whoami'], { environment: { CLOUDSMITH_API_KEY: undefined } })
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 1, data: { is_authenticated: false } })

  const refused = await cli.failure(['whoami'], { environment: { CLOUDSMITH_API_KEY: 'wrong' } })
  expect(refused).toMatchObject({ code: exitCodeOf(401), detail: 'Invalid token.', meta: { code: 401 } })
})

test('check service tells that the service is up, and its version', async () => {
  const status = await cli.data(['check', 'service'])
  expect(status).toMatchObject({
    status: expect.stringContaining('operational'),
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
})

test('check limits tells what is left', async () => {
  // The command line cannot print limits as JSON: it says so, and falls silent.
  expect(await cli.run(['check', 'limits'])).toMatchObject({ code: 0, stdout: '' })
  const { code, stdout } = await cli.run(['check', 'limits', '-F', 'pretty'])
  const left = /\b(\d+)\/1000000\b/.exec(stdout)?.[1]
  expect({ code, left: Number(left) }).toEqual({ code: 0, left: expect.toSatisfy((count: number) => count > 999_000) })
  expect(emulator.requests.all.at(-1)).toMatchObject({ operation: 'rates_limits_list', status: 200 })
})
