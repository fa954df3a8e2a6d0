import { chmodSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jumpingClock, start } from '../../../test/support/clock.ts'
import { deadAddress, type Handler, sendJson, serve } from '../../../test/support/server.ts'
import { createCloudsmith } from '../create-cloudsmith.ts'
import type { DiscoveryOptions } from '../discovery-options.ts'
import { IdentityError } from '../errors.ts'
import { findCredentials } from '../find-credentials.ts'
import { jwt, type TestMachine, testMachine } from '../test-machine.ts'

const account = { CLOUDSMITH_ORG: 'acme', CLOUDSMITH_SERVICE_SLUG: 'deployer' }

/** A machine with environment variables, in which `{there}` is replaced by the URL of a server, and a Cloudsmith that accepts any identity. */
async function story(env: Record<string, string>, answer: Handler = (response) => response.writeHead(500).end()) {
  const there = await serve(answer)
  const exchanged: unknown[] = []
  const service = await serve((response, { url, body }) => {
    if (url.startsWith('/openid/')) exchanged.push(JSON.parse(body).oidc_token)
    sendJson(response, 200, { token: jwt(start + 7_200_000) })
  })
  const machine = testMachine({ ...account })
  const set = (more: Record<string, string>) => {
    for (const [name, value] of Object.entries(more)) {
      machine.env[name] = value.replace('{there}', there.url).replace('{host}', new URL(there.url).host)
    }
  }
  set(env)
  const options: DiscoveryOptions = { ...machine, baseUrl: service.url, clock: jumpingClock() }
  return {
    machine,
    set,
    there,
    exchanged,
    found: () => findCredentials(options),
    call: () => createCloudsmith(options).user.self(),
    failure: () =>
      createCloudsmith(options)
        .user.self()
        .then(
          () => expect.fail('it was called'),
          (error: unknown) => error,
        ),
  }
}

describe('Buildkite', () => {
  const job = { BUILDKITE: 'true', BUILDKITE_JOB_ID: 'job-7' }

  /** Puts an agent on the path that runs a shell script. */
  function install(machine: TestMachine, script: string) {
    const path = machine.write('bin/buildkite-agent', `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
    machine.env.PATH = ['/nowhere', path.replace('/buildkite-agent', ''), process.env.PATH].join(':')
  }

  test('asks its agent, which knows the job by its variables', async () => {
    const { machine, found, call, exchanged } = await story(job)
    install(machine, 'echo "$1.$2.$3.$4.$BUILDKITE_JOB_ID"')
    expect(found().source).toBe('Buildkite, as the service account deployer of acme')
    await call()

    expect(exchanged).toEqual(['oidc.request-token.--audience.cloudsmith.job-7'])
  })

  test('without an agent says so, and others are asked', async () => {
    const { found } = await story({ ...job, PATH: '/nowhere', CLOUDSMITH_OIDC_TOKEN: '' })
    expect(found().searched).toContain('identity from Buildkite: buildkite-agent is not on the PATH of the step')
  })

  test.each([
    ['exit 3', 'buildkite-agent oidc request-token ended with 3.'],
    ['yes s3cret', 'buildkite-agent oidc request-token printed too much, or did not finish in time.'],
    ['echo s3cret >&2; exit 1', 'ended with 1.'],
    ['true', 'The identity token from Buildkite is empty or malformed.'],
  ])('whose agent does `%s` is told, without what it said', async (script, words) => {
    const { machine, failure, exchanged } = await story(job)
    install(machine, script)
    const error = await failure()

    expect(error).toBeInstanceOf(IdentityError)
    expect(String(error)).toContain(words)
    expect(String(error)).not.toContain('s3cret')
    expect(exchanged).toEqual([])
  })
})

describe('a file with a token', () => {
  test('is read at every exchange, as what keeps it fresh may have written another', async () => {
    const { machine, set, found, call, exchanged } = await story({})
    set({ CLOUDSMITH_OIDC_TOKEN_FILE: machine.write('run/token', 'first\n') })
    expect(found().source).toMatch('CLOUDSMITH_OIDC_TOKEN_FILE, as')
    await call()
    machine.write('run/token', 'second')
    await call()

    expect(exchanged).toEqual(['first', 'second'])
  })

  test('comes after the variable that holds one', async () => {
    const { found } = await story({ CLOUDSMITH_OIDC_TOKEN_FILE: '/nowhere', CLOUDSMITH_OIDC_TOKEN: 'x' })
    expect(found().source).toMatch('CLOUDSMITH_OIDC_TOKEN, as')
  })

  test('that is not there, or holds anything else, is named', async () => {
    const { machine, set, failure } = await story({ CLOUDSMITH_OIDC_TOKEN_FILE: 'nowhere' })
    expect(String(await failure())).toMatch(/CLOUDSMITH_OIDC_TOKEN_FILE names \/.*nowhere, which cannot be read/)
    set({ CLOUDSMITH_OIDC_TOKEN_FILE: machine.write('run/image', 'x'.repeat(100_000)) })
    expect(String(await failure())).toMatch(/which is longer than 65536 bytes: that is not a token/)
  })
})

describe('Google Cloud', () => {
  test('has a metadata server that vouches for the service account', async () => {
    const { found, call, exchanged, there } = await story({ GCE_METADATA_HOST: '{host}' }, (response) =>
      response.end('identity\n'),
    )
    expect(found().source).toMatch('Google Cloud, as')
    expect(there.arrivals).toEqual([])
    await call()

    expect(exchanged).toEqual(['identity'])
    expect(there.arrivals).toMatchObject([
      {
        method: 'GET',
        url: '/computeMetadata/v1/instance/service-accounts/default/identity?audience=cloudsmith&format=full',
        headers: { 'metadata-flavor': 'Google' },
      },
    ])
  })

  test.each(['K_REVISION', 'CLOUD_RUN_JOB', 'FUNCTION_TARGET', 'GAE_SERVICE'])('is known by %s', async (name) => {
    expect((await story({ [name]: 'x' })).found().source).toMatch('Google Cloud, as')
  })

  test('that says nowhere what it is has to be named, or it is not asked', async () => {
    const { set, found } = await story({})
    expect(found().searched).toContain('identity from Google Cloud: not detected')
    set({ CLOUDSMITH_OIDC_DETECTOR_ORDER: 'gcp' })
    expect(found().source).toMatch('Google Cloud, as')
  })

  test('whose server is not there is asked no more than twice', async () => {
    const { failure, set, there } = await story({ GCE_METADATA_HOST: '{host}' }, (response) => response.destroy())
    expect(String(await failure())).toMatch(/obtained from Google Cloud: The connection failed/)
    expect(there.arrivals.length).toBe(2)
    set({ GCE_METADATA_HOST: new URL(await deadAddress()).host })
    expect(String(await failure())).toMatch(/ECONNREFUSED/)
  })
})

describe('AWS', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 's3cret' }
  const at = { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_STS: '{there}/' }
  const signed = (id: string) =>
    expect.stringMatching(new RegExp(`^AWS4-HMAC-SHA256 Credential=${id}/\\d{8}/eu-west-1/sts/aws4_request, SignedHeaders=.*`))
  const vouching = 'Version=2011-06-15&Action=GetWebIdentityToken&Audience.member.1=cloudsmith&SigningAlgorithm=RS256'

  /** The servers of AWS: the token service, and the credentials of a container and a machine. */
  const amazon: Handler = (response, { url, body, headers }) => {
    const temporary = { AccessKeyId: 'ASIA', SecretAccessKey: 's3cret', Token: 'session' }
    if (url === '/container') return sendJson(response, headers.authorization === 'of-the-pod' ? 200 : 403, temporary)
    if (url === '/latest/api/token') return response.end('of-the-machine')
    if (url.startsWith('/latest/')) {
      if (headers['x-aws-ec2-metadata-token'] !== 'of-the-machine') return response.writeHead(401).end()
      return url.endsWith('/builder') ? sendJson(response, 200, temporary) : response.end('builder\n')
    }
    const assumed = '<AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s3cret</SecretAccessKey><SessionToken>session</SessionToken>'
    response.end(body.includes('AssumeRole') ? `<a>${assumed}</a>` : '<b><WebIdentityToken>of-aws</WebIdentityToken></b>')
  }

  test('vouches for whom the keys of the environment belong to', async () => {
    const { found, call, exchanged, there } = await story({ ...keys, ...at, AWS_SESSION_TOKEN: 'session' }, amazon)
    expect(found().source).toMatch('AWS, as')
    await call()

    expect(exchanged).toEqual(['of-aws'])
    expect(there.arrivals).toMatchObject([
      { method: 'POST', url: '/', body: vouching, headers: { authorization: signed('AKID'), 'x-amz-security-token': 'session' } },
    ])
    expect(JSON.stringify(there.arrivals)).not.toContain('s3cret')
  })

  test('vouches for a pod by its web identity, which is exchanged unsigned for a role', async () => {
    const { machine, set, call, exchanged, there } = await story({ ...at, AWS_ROLE_ARN: 'arn:aws:iam::1:role/x' }, amazon)
    set({ AWS_WEB_IDENTITY_TOKEN_FILE: machine.write('run/aws', 'of-the-cluster') })
    await call()

    expect(exchanged).toEqual(['of-aws'])
    const [assume, vouch] = there.arrivals
    expect(assume?.body).toBe(
      'Version=2011-06-15&Action=AssumeRoleWithWebIdentity&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx&RoleSessionName=cloudsmith&WebIdentityToken=of-the-cluster',
    )
    expect(assume?.headers).not.toHaveProperty('authorization')
    expect(vouch).toMatchObject({ body: vouching, headers: { authorization: signed('ASIA') } })
  })

  test('vouches for a container', async () => {
    const { machine, set, call, exchanged } = await story(
      { ...at, AWS_CONTAINER_CREDENTIALS_FULL_URI: '{there}/container' },
      amazon,
    )
    set({ AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: machine.write('run/pod', 'of-the-pod\n') })
    await call()

    expect(exchanged).toEqual(['of-aws'])
  })

  test('vouches for a machine, which is asked only where somebody says that it is one', async () => {
    const { machine, set, found, call, exchanged, there } = await story(at, amazon)
    expect(found().searched).toContain('identity from AWS: not detected')
    set({ CLOUDSMITH_OIDC_DETECTOR_ORDER: 'aws' })
    expect(found().source).toMatch('AWS, as')
    machine.env.CLOUDSMITH_OIDC_DETECTOR_ORDER = undefined
    set({ AWS_EC2_METADATA_SERVICE_ENDPOINT: '{there}/' })
    await call()

    expect(exchanged).toEqual(['of-aws'])
    expect(there.arrivals.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /latest/api/token',
      'GET /latest/meta-data/iam/security-credentials/',
      'GET /latest/meta-data/iam/security-credentials/builder',
      'POST /',
    ])
    set({ AWS_EC2_METADATA_DISABLED: 'true' })
    expect(found().source).toBeUndefined()
  })

  test('needs a region', async () => {
    expect((await story(keys)).found().searched).toContain('identity from AWS: set AWS_REGION')
    expect((await story({ ...keys, AWS_REGION: 'x.evil.example/' })).found().source).toBeUndefined()
  })

  test('comes after a token that somebody gave for Cloudsmith', async () => {
    expect((await story({ ...keys, ...at, CLOUDSMITH_OIDC_TOKEN: 'x' })).found().source).toMatch('CLOUDSMITH_OIDC_TOKEN, as')
  })

  test.each<[Record<string, string>, string]>([
    [{ ...keys, AWS_ENDPOINT_URL_STS: 'http://sts.example' }, 'AWS_ENDPOINT_URL_STS must be an https URL'],
    [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://evil.example/' }, 'AWS_CONTAINER_CREDENTIALS_FULL_URI must be an https URL'],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://evil.example' }, 'AWS_EC2_METADATA_SERVICE_ENDPOINT must be an address'],
  ])('is not asked where others could read along: %j', async (env, words) => {
    const { failure } = await story({ AWS_REGION: 'eu-west-1', ...env }, amazon)
    expect(String(await failure())).toContain(words)
  })

  test.each<[string, Handler, string]>([
    ['that refuses', (response) => response.writeHead(403).end('s3cret'), 'answered 403 to the request'],
    ['that says something else', (response) => response.end('<a/>'), 'AWS STS returned no identity token'],
    ['that says too much', (response) => response.end('s3cret'.repeat(20_000)), 'returned more than 65536 bytes'],
  ])('%s is told, without its text', async (_, answer, words) => {
    const { failure, there } = await story({ ...keys, ...at }, answer)
    const error = await failure()

    expect(error).toBeInstanceOf(IdentityError)
    expect(String(error)).toContain(words)
    expect(String(error)).not.toContain('s3cret')
    expect(there.arrivals.length).toBe(1)
  })
})
