import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, inject } from 'vitest'
import { note } from '../src/cli.ts'
import { quiet } from '../src/install.ts'
import { openMcp } from '../src/mcp.ts'
import { service, test } from '../src/service.ts'

const { cli, emulator, home } = service()

test('its MCP server makes tools of the descriptions that the service gives out, and calls what they describe', async () => {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))
  const env = {
    PATH: process.env.PATH,
    HOME: home(),
    CLOUDSMITH_NO_KEYRING: '1',
    CLOUDSMITH_API_HOST: emulator.origin,
    CLOUDSMITH_API_KEY: 'emulator-admin-key',
    ...quiet,
  }
  const args = ['mcp', 'start', '--all-tools', '--allow-destructive-tools']
  const mcp = await openMcp(inject('cloudsmith') ?? '', args, env)
  try {
    expect(mcp.server.name).toBe('Cloudsmith MCP Server')
    const tools = new Map((await mcp.tools()).map((tool) => [tool.name, tool]))
    // One of each version of the API.
    expect(tools.get('packages_list')?.inputSchema).toMatchObject({
      properties: {
        owner: { type: 'string' },
        repo: { type: 'string' },
        query: { type: 'string' },
        page_size: { type: 'integer' },
      },
      required: ['owner', 'repo'],
    })
    expect(tools.get('workspaces_policies_list')?.inputSchema).toMatchObject({ required: ['workspace'] })
    expect(tools.get('packages_tag')?.inputSchema.properties).toMatchObject({ action: {}, tags: {}, is_immutable: {} })

    const text = async (name: string, args: Record<string, unknown>) => {
      const { content, isError = false } = await mcp.call(name, args)
      expect({ name, isError, content }).toMatchObject({ isError: false })
      return content.map((part) => part.text).join('\n')
    }
    const found = await text('packages_list', { owner: 'acme', repo: 'dev', query: 'name:lodash' })
    expect(found).toContain(slug_perm)
    expect(await text('packages_list', { owner: 'acme', repo: 'dev', query: 'name:nothing' })).not.toContain(slug_perm)
    expect(await text('repos_read', { owner: 'acme', identifier: 'dev' })).toContain('slug: dev')
    expect(await text('workspaces_policies_list', { workspace: 'acme' })).toContain('results')
    expect(await text('repos_read', { owner: 'acme', identifier: 'nowhere' })).toContain('404')

    await text('packages_quarantine', { owner: 'acme', repo: 'dev', identifier: slug_perm, restore: false })
    expect(await cli.data(['status', `acme/dev/${slug_perm}`])).toMatchObject({ status: 'Quarantined' })
  } finally {
    const code = await mcp.close()
    await note(inject('log'), args, code)
    expect(code).toBe(0)
  }
})

test('its tools are listed, one by one and in groups; those that delete only where that is allowed', async () => {
  const names = async (...args: string[]) => (await cli.list(['mcp', ...args])).map(({ name }) => name)
  expect(await names('list_tools')).toContain('repos_read')
  expect(await names('list_tools')).not.toContain('repos_delete')
  expect(await names('list_tools', '--allow-destructive-tools')).toContain('repos_delete')
  expect(await names('list_tools', '--all-tools')).toContain('webhooks_list')
  expect(await names('list_groups')).toContain('packages')
})

test('it is configured for a client', async () => {
  await cli.done(['mcp', 'configure', '--client', 'vscode', '--local'])
})
