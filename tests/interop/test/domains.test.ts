import { defaultWorkspaces } from '@cloudsmith-sdk/emulator'
import { expect } from 'vitest'
import { service, test } from '../src/service.ts'

const domains = ['packages.example.com', { host: 'dev.example.com', repository: 'dev' }]
const { cli } = service(defaultWorkspaces.map((workspace) => ({ ...workspace, domains })))

const acme = { environment: { CLOUDSMITH_WORKSPACE: 'acme' }, plain: true }

interface Domain {
  readonly host: string
  readonly [field: string]: unknown
}

const list = async (...options: string[]) => {
  const document = JSON.parse(await cli.done(['domains', 'list', ...options], acme)) as { version: number; domains: Domain[] }
  expect(document.version).toBe(1)
  return document.domains
}

test('domains that serve a workspace are listed, the most particular first', async () => {
  const all = await list()
  const [ofRepository, ofWorkspace, ...own] = all
  expect(ofRepository).toMatchObject({ host: 'dev.example.com', type: 'custom', domain_type: 'download', repository: 'dev' })
  expect(ofWorkspace).toMatchObject({ host: 'packages.example.com', type: 'custom', workspace: 'acme', repository: null })
  // The server is all that the emulator answers at.
  expect(own.map(({ host, type }) => [host, type])).toEqual(own.map(() => ['127.0.0.1', 'default']))

  expect(await list('--repository', 'production')).toEqual([ofWorkspace, ...own])
  expect(await list('--domain-type', 'upload')).toMatchObject([{ host: '127.0.0.1', domain_type: 'upload' }])
  expect((await list('--format', 'docker')).at(-1)).toMatchObject({ format: 'docker', domain_type: 'native_api' })
  expect((await list('--format', 'npm')).map(({ domain_type }) => domain_type)).not.toContain('native_api')
  expect(await list('--refresh')).toEqual(all)
  expect(await list('--page', '2', '--page-size', '1')).toEqual([ofWorkspace])
})
