import type { EmulatorOptions } from '../../src/index.ts'
import { npmPackage, rawFile } from '../../src/testing.ts'
import type { Json } from '../json.ts'
import { story } from '../story.ts'
import { people } from './kinds/people.ts'
import { policies } from './kinds/policies.ts'
import { repositories } from './kinds/repositories.ts'
import { settings } from './kinds/settings.ts'
import { upstreams } from './kinds/upstreams.ts'
import { rowsOf } from './resource-kind.ts'

/** A workspace with one of everything, in which something has happened. */
export async function filledWorkspace(options: EmulatorOptions = {}) {
  const { emulator, admin, publish, ...rest } = story({ ...options, rego: () => ({ match: true, reason: ['why not'] }) })
  await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
  for (const { collection, first, create } of [...people, ...policies, ...upstreams, ...repositories]) {
    const path = typeof collection === 'string' ? collection : await collection(admin)
    // Teams and services of the same name exist already.
    const { status } = await admin('POST', path, first)
    if (status >= 400 && !/_(?:teams|services)_create$/.test(create)) throw new Error(`${create}: ${status}`)
  }
  for (const { path, patch, second, prepare } of settings) {
    await prepare?.(admin)
    if (patch !== undefined) await admin('PATCH', path, second)
  }
  const gone = await publish(npmPackage({ name: 'gone', version: '1.0.0' }), 'acme/staging')
  await admin('DELETE', `/packages/acme/staging/${gone.slug_perm}/`)
  // The newest of the policies, which applies to everything that arrives.
  const policy = { name: 'Live', rego: 'package cloudsmith' }
  const { slug_perm } = (await admin('POST', '/v2/workspaces/acme/policies/', policy)).body
  const action = { action_type: 'AddPackageTags', tags: ['seen'] }
  await admin('POST', `/v2/workspaces/acme/policies/${slug_perm}/actions/`, action)
  const pkg = await publish(
    npmPackage({ name: 'minimist', version: '1.2.5', license: 'GPL-3.0-only', dependencies: { a: '^1' } }),
  )
  const metadata = { content: { passed: true }, content_type: 'application/json', source_identity: 'ci@1' }
  await admin('POST', `/v2/metadata/packages/${pkg.slug_perm}/`, metadata)
  for (const kind of ['license', 'vulnerability']) {
    const [policy] = rowsOf((await admin('GET', `/orgs/acme/${kind}-policy/`)).body) as Json[]
    await admin('POST', `/orgs/acme/${kind}-policy/${policy.slug_perm}/evaluation/`)
  }
  await emulator.settle()
  return { emulator, admin, publish, pkg, ...rest }
}
