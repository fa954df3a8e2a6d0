import { describe, expect, test } from 'vitest'
import { jumpingClock, start } from '../../test/support/clock.ts'
import { deadAddress, type Handler, sendJson, serve } from '../../test/support/server.ts'
import { AbortError, InvalidRequestError } from '../errors/index.ts'
import { createCloudsmith } from './create-cloudsmith.ts'
import type { DiscoveryOptions } from './discovery-options.ts'
import { IdentityError } from './errors.ts'
import { findCredentials } from './find-credentials.ts'
import { files, jwt, testMachine } from './test-machine.ts'

const account = { CLOUDSMITH_ORG: 'acme', CLOUDSMITH_SERVICE_SLUG: 'deployer' }
const token = jwt(start + 7_200_000)

/** A Cloudsmith that exchanges identity tokens, and a CI system that issues them, each at its own URL. */
async function story(env: Record<string, string>, build: Handler = (response) => response.writeHead(500).end()) {
  const ci = await serve(build)
  const service = await serve((response, { url }) =>
    url.startsWith('/openid/') ? sendJson(response, 201, { token }) : sendJson(response, 200, { slug: 'it' }),
  )
  const machine = testMachine({ ...account })
  for (const [name, value] of Object.entries(env)) machine.env[name] = value.replace('{ci}', ci.url)
  const options: DiscoveryOptions = { ...machine, baseUrl: service.url, clock: jumpingClock() }
  return { machine, options, ci, service, source: findCredentials(options).source }
}

const call = (options: DiscoveryOptions) => createCloudsmith(options).user.self()

const github = {
  GITHUB_ACTIONS: 'true',
  ACTIONS_ID_TOKEN_REQUEST_URL: '{ci}/token?api=1',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-job',
}
const azure = { SYSTEM_OIDCREQUESTURI: '{ci}/oidc', SYSTEM_ACCESSTOKEN: 'of-the-pipeline' }

describe('the token of a service account', () => {
  test.each<[string, Record<string, string>]>([
    ['CircleCI', { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN_V2: 'identity', CIRCLE_OIDC_TOKEN: 'older' }],
    ['CircleCI', { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN: 'identity' }],
    ['Azure DevOps', azure],
    ['GitHub Actions', github],
    ['Bitbucket Pipelines', { BITBUCKET_STEP_OIDC_TOKEN: 'identity' }],
    ['GitLab CI', { GITLAB_CI: 'true', CLOUDSMITH_OIDC_TOKEN: 'identity' }],
    ['CLOUDSMITH_OIDC_TOKEN', { CLOUDSMITH_OIDC_TOKEN: ' identity\n' }],
  ])('for an identity from %s', async (name, env) => {
    const { options, service, source } = await story(env, (response) =>
      sendJson(response, 200, { value: 'identity', oidcToken: 'identity' }),
    )
    expect(service.arrivals).toEqual([])
    await call(options)

    expect(source).toBe(`${name}, as the service account deployer of acme`)
    expect(service.arrivals).toMatchObject([
      { method: 'POST', url: '/openid/acme/', headers: { 'content-type': 'application/json' } },
      { method: 'GET', url: '/user/self/', headers: { 'x-api-key': token } },
    ])
    expect(JSON.parse(service.arrivals[0]?.body ?? '')).toEqual({ oidc_token: 'identity', service_slug: 'deployer' })
    expect(service.arrivals[0]?.headers).not.toHaveProperty('x-api-key')
  })

  test('GitHub is asked for the audience, with the token of the job', async () => {
    const { options, ci } = await story(github, (response) => sendJson(response, 200, { value: 'identity' }))
    await call(options)
    await call({ ...options, audience: 'https://a b' })

    expect(ci.arrivals).toMatchObject([
      { method: 'GET', url: '/token?api=1&audience=cloudsmith', headers: { authorization: 'Bearer of-the-job' } },
      { url: '/token?api=1&audience=https%3A%2F%2Fa%20b' },
    ])
    expect(ci.arrivals[0]?.headers.accept).toBe('application/json; api-version=2.0')
  })

  test('Azure is asked by a POST without a body, which names the version', async () => {
    const { options, ci } = await story(azure, (response) => sendJson(response, 200, { oidcToken: 'identity' }))
    await call(options)

    expect(ci.arrivals).toMatchObject([
      { method: 'POST', url: '/oidc?api-version=7.1', body: '', headers: { authorization: 'Bearer of-the-pipeline' } },
    ])
    expect(ci.arrivals[0]?.headers['x-tfs-fedauthredirect']).toBe('Suppress')
  })

  test('for an identity that the caller gets from elsewhere, before any key of the machine', async () => {
    const { options, service } = await story({ CLOUDSMITH_API_KEY: 'key', CLOUDSMITH_OIDC_TOKEN: 'other' })
    await call({ ...options, workspace: 'umbrella', serviceSlug: 'aws', identityToken: async () => 'of-aws' })

    expect(service.arrivals[0]?.url).toBe('/openid/umbrella/')
    expect(JSON.parse(service.arrivals[0]?.body ?? '')).toEqual({ oidc_token: 'of-aws', service_slug: 'aws' })
  })
})

describe('which system is asked', () => {
  const everything = {
    ...github,
    ...azure,
    CIRCLECI: 'true',
    CIRCLE_OIDC_TOKEN: 'x',
    BITBUCKET_STEP_OIDC_TOKEN: 'x',
    GITLAB_CI: 'true',
    CLOUDSMITH_OIDC_TOKEN: 'x',
  }
  const off = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`CLOUDSMITH_OIDC_${id}_DISABLED`, 'TRUE']))

  test.each<[string, Record<string, string>]>([
    ['CircleCI', {}],
    ['Azure DevOps', off('CIRCLECI')],
    ['GitHub Actions', off('CIRCLECI', 'AZURE_DEVOPS')],
    ['Bitbucket Pipelines', off('CIRCLECI', 'AZURE_DEVOPS', 'GITHUB')],
    ['GitLab CI', off('CIRCLECI', 'AZURE_DEVOPS', 'GITHUB', 'BITBUCKET')],
    ['CLOUDSMITH_OIDC_TOKEN', off('CIRCLECI', 'AZURE_DEVOPS', 'GITHUB', 'BITBUCKET', 'GITLAB')],
    ['CircleCI', { CLOUDSMITH_OIDC_CIRCLECI_DISABLED: '1' }],
    ['GitLab CI', { CLOUDSMITH_OIDC_DETECTOR_ORDER: 'jenkins, GitLab ,gitlab,circleci' }],
    ['CircleCI', { CLOUDSMITH_OIDC_DETECTOR_ORDER: 'gitlab,circleci', ...off('GITLAB') }],
  ])('%s, with %j', async (name, env) => {
    expect((await story({ ...everything, ...env })).source).toMatch(`${name}, as`)
  })

  test('config.ini can say it, and the variables say it before', async () => {
    const { machine, options } = await story(everything)
    machine.env.CLOUDSMITH_ORG = undefined
    machine.env.CLOUDSMITH_SERVICE_SLUG = undefined
    machine.write(
      files.homeConfig,
      '[default]\norg = acme\noidc_service_slug = ci\noidc_detector_order = gitlab, bitbucket\noidc_disabled_detectors = gitlab\n',
    )

    expect(findCredentials(options).source).toBe('Bitbucket Pipelines, as the service account ci of acme')
    Object.assign(machine.env, { CLOUDSMITH_WORKSPACE: 'umbrella', CLOUDSMITH_OIDC_DETECTOR_ORDER: 'generic' })
    expect(findCredentials(options).source).toBe('CLOUDSMITH_OIDC_TOKEN, as the service account ci of umbrella')
  })

  test.each<[Record<string, string | undefined>, RegExp]>([
    [{ CLOUDSMITH_ORG: undefined }, /^identity of a CI job: CLOUDSMITH_ORG not set$/],
    [{ CLOUDSMITH_ORG: '', CLOUDSMITH_SERVICE_SLUG: '' }, /CLOUDSMITH_ORG and CLOUDSMITH_SERVICE_SLUG not set$/],
    [{ CLOUDSMITH_OIDC_DISCOVERY_DISABLED: 'true' }, /turned off by CLOUDSMITH_OIDC_DISCOVERY_DISABLED$/],
    [{ CLOUDSMITH_OIDC_DETECTOR_ORDER: 'jenkins' }, /every detector is turned off$/],
  ])('none, with %j', async (env, line) => {
    const { machine, options } = await story(everything)
    Object.assign(machine.env, env)

    expect(findCredentials(options).apiKey).toBeUndefined()
    expect(findCredentials(options).searched.at(-1)).toMatch(line)
  })

  test.each<[Record<string, string>, string]>([
    [{ CIRCLECI: 'true' }, 'CircleCI: CIRCLE_OIDC_TOKEN_V2 is not set'],
    [{ SYSTEM_OIDCREQUESTURI: 'x' }, 'Azure DevOps: set env SYSTEM_ACCESSTOKEN: $(System.AccessToken) on the step'],
    [{ GITHUB_ACTIONS: 'true' }, 'GitHub Actions: give the job the permission id-token: write'],
    [{ BITBUCKET_BUILD_NUMBER: '7' }, 'Bitbucket Pipelines: set oidc: true on the step'],
    [{ GITLAB_CI: 'true' }, 'GitLab CI: set id_tokens: CLOUDSMITH_OIDC_TOKEN on the job'],
  ])('what a job lacks is told: %j', async (env, line) => {
    const { options } = await story(env)

    expect(findCredentials(options).searched).toContain(`identity from ${line}`)
  })

  test('an identity of the caller without a service account is an error', () => {
    expect(() => findCredentials({ ...testMachine(), identityToken: () => 'x', workspace: 'acme' })).toThrow(
      new InvalidRequestError('identityToken needs a service account: CLOUDSMITH_SERVICE_SLUG not set.'),
    )
  })

  test('an address without TLS is refused before anything is sent', () => {
    const machine = testMachine({ ...account, CLOUDSMITH_OIDC_TOKEN: 'x', CLOUDSMITH_API_HOST: 'http://api.example' })

    expect(() => findCredentials(machine)).toThrow(/^baseUrl must be https/)
  })
})

describe('what goes wrong on the way to an identity', () => {
  const failure = (options: DiscoveryOptions) => call(options).catch((error: unknown) => error)

  test.each<[string, Handler, string]>([
    ['a refusal', (response) => response.writeHead(403).end('s3cret'), 'answered 403 to the request'],
    ['a redirect', (response) => response.writeHead(302, { Location: '/elsewhere' }).end(), 'answered 302 to the request'],
    ['something else than JSON', (response) => response.end('<html>'), 'returned no identity token'],
    ['no token', (response) => sendJson(response, 200, {}), 'returned no identity token'],
    ['null', (response) => sendJson(response, 200, null), 'returned no identity token'],
  ])('%s is told once, with who it was and without its text', async (_, handler, words) => {
    const { options, ci, service } = await story(github, handler)
    const error = await failure(options)

    expect(error).toBeInstanceOf(IdentityError)
    expect(String(error)).toMatch(
      /^IdentityError: No identity token could be obtained from GitHub Actions: 127\.0\.0\.1:\d+ (answered|returned)/,
    )
    expect(String(error)).toContain(words)
    expect(ci.arrivals.length).toBe(1)
    expect(service.arrivals).toEqual([])
  })

  test('a system that is busy is asked again', async () => {
    const { options, ci } = await story(github, (response, _, number) =>
      number < 3 ? response.writeHead(503).end() : sendJson(response, 200, { value: 'identity' }),
    )
    await call(options)

    expect(ci.arrivals.length).toBe(3)
  })

  test('a system that cannot be reached is told as such', async () => {
    const { options } = await story({ ...github, ACTIONS_ID_TOKEN_REQUEST_URL: await deadAddress() })

    expect(String(await failure(options))).toMatch(/obtained from GitHub Actions: The connection failed on .*ECONNREFUSED/)
  })

  test('the call can be aborted meanwhile', async () => {
    const { options } = await story(github, () => {})
    const aborted = new AbortController()
    const calling = createCloudsmith(options).user.self({ signal: aborted.signal })
    setImmediate(() => aborted.abort())

    await expect(calling).rejects.toBeInstanceOf(AbortError)
  })

  test('a token that is empty is not sent', async () => {
    const { options, service } = await story({})
    const error = await failure({ ...options, identityToken: () => '' })

    expect(String(error)).toBe('IdentityError: The identity token from the identityToken option is empty or malformed.')
    expect(service.arrivals).toEqual([])
  })
})
