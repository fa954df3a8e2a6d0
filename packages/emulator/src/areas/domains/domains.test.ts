import { expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { defaultWorkspaces } from '../../world/options.ts'

function withDomains() {
  const [acme] = defaultWorkspaces
  if (acme === undefined) throw new Error('unreachable: there is a workspace')
  return story({ workspaces: [{ ...acme, domains: ['dl.example.com', { host: 'dev.example.com', repository: 'dev' }] }] })
}

test('workspaces have the domains that the options name', async () => {
  const { admin } = withDomains()

  expect((await admin('GET', '/orgs/acme/custom-domains/')).body).toMatchObject([
    { host: 'dl.example.com', repository: null, repository_only: false, primary: true, enabled: true },
    { host: 'dev.example.com', repository: { slug: 'dev' }, repository_only: true, primary: false },
  ])
})

test("the second version tells whom domains serve and with what, the most particular first and the service's own last", async () => {
  const { admin, nobody } = withDomains()
  const domains = async (query = '') => (await admin('GET', `/v2/workspaces/acme/domains/${query}`)).body.results

  const all = await domains('?page_size=100')

  expect(all.slice(0, 2)).toEqual([
    { domain_name: 'dev.example.com', domain_type: 'DOWNLOAD', domain_scope: 'REPOSITORY', repository: 'dev' },
    { domain_name: 'dl.example.com', domain_type: 'DOWNLOAD', domain_scope: 'WORKSPACE', repository: null },
  ])
  const own = (domain_name: string, domain_type: string) => ({
    domain_name,
    domain_type,
    domain_scope: 'GLOBAL',
    repository: null,
  })
  expect(all.slice(2)).toEqual(
    expect.arrayContaining([
      own('dl.cloudsmith.io', 'DOWNLOAD'),
      own('upload.cloudsmith.io', 'UPLOAD'),
      own('api.cloudsmith.io', 'CLOUDSMITH_API'),
      own('docker.cloudsmith.io', 'NATIVE_DOCKER'),
      own('helm.oci.cloudsmith.io', 'NATIVE_HELM_OCI'),
      own('golang.cloudsmith.io', 'NATIVE_GO'),
    ]),
  )
  expect(await domains('?page_size=1&page=2')).toEqual([all[1]])
  expect((await nobody('GET', '/v2/workspaces/acme/domains/')).status).toBe(200)
})

test('an emulator elsewhere names only the host that it answers at', async () => {
  const { emulator, admin } = story()
  emulator.origin = 'http://127.0.0.1:8787'

  const { results } = (await admin('GET', '/v2/workspaces/acme/domains/')).body

  expect(new Set(results.map((row: { domain_name: string }) => row.domain_name))).toEqual(new Set(['127.0.0.1']))
  expect(results.map((row: { domain_type: string }) => row.domain_type)).toEqual([
    'DOWNLOAD',
    'UPLOAD',
    'CLOUDSMITH_API',
    'NATIVE_DOCKER',
  ])
})
