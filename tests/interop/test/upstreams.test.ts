import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli, file } = service()

/** What upstreams of each format have of their own. */
const formats: Readonly<Record<string, object>> = {
  alpine: {},
  cargo: {},
  conda: {},
  cran: {},
  dart: {},
  deb: { distro_versions: ['debian/bookworm'], component: 'main' },
  docker: {},
  generic: { upstream_prefix: 'tools' },
  go: {},
  helm: {},
  hex: {},
  huggingface: {},
  maven: { mode: 'Cache Only' },
  nix: {},
  npm: { auth_mode: 'Token', auth_secret: 'hush' },
  nuget: { mode: 'Cache and Proxy' },
  python: { auth_mode: 'Username and Password', auth_username: 'acme', auth_secret: 'hush' },
  rpm: { distro_version: 'el/9', include_sources: true },
  ruby: {},
  swift: {},
}

test.concurrent.for(Object.entries(formats))('%s upstreams are created, listed, updated and deleted', async ([format, own]) => {
  const settings = { name: 'Origin', upstream_url: `https://${format}.example.com`, priority: 5, is_active: true, ...own }
  const { auth_secret: _, ...shown } = { auth_secret: undefined, ...settings }
  const created = await cli.item(['upstream', format, 'create', 'acme/dev', await file(`${format}.json`, settings)])
  expect(created).toMatchObject({ ...shown, is_active: true })
  // Secrets never come back.
  expect(created.auth_secret).toBeNull()
  const at = `acme/dev/${created.slug_perm}`

  const change = await file(`${format}-change.json`, { ...settings, priority: 9, is_active: false })
  expect(await cli.item(['upstream', format, 'update', at, change])).toMatchObject({ priority: 9, is_active: false })
  expect(await cli.list(['upstream', format, 'list', 'acme/dev'])).toMatchObject([{ slug_perm: created.slug_perm, priority: 9 }])

  await cli.done(['upstream', format, 'delete', at, '--yes'])
  expect(await cli.list(['upstream', format, 'list', 'acme/dev'])).toEqual([])
  expect(await cli.failure(['upstream', format, 'delete', at, '--yes'])).toMatchObject({ code: exitCodeOf(404) })
})
