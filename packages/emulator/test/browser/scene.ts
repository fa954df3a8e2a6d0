import { type Emulator, realClock } from '../../src/index.ts'
import { cargoCrate, debPackage, npmPackage, pythonWheel, rawFile } from '../../src/testing.ts'
import { type Client, client, keys, story } from '../story.ts'

/** Markup, a character that changes the text direction, and an invisible one. */
export const hostileName = '<img src=x onerror=alert(1)>\u202Egpj\u0007'

/** An emulator in which a bit of everything has happened. */
export async function richScene(): Promise<Emulator> {
  const { emulator, admin, publish } = story({
    clock: realClock({ speed: 60 }),
    deliver: async (_url, init) =>
      new Response(null, { status: String(init?.body).includes('"event_id":"package.quarantined"') ? 500 : 204 }),
  })
  await admin('POST', '/orgs/acme/vulnerability-policy/', {
    name: 'Nothing high or critical',
    min_severity: 'High',
    on_violation_quarantine: true,
    allow_unknown_severity: true,
  })
  await admin('POST', '/orgs/acme/license-policy/', { name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'] })
  await admin('POST', '/webhooks/acme/dev/', {
    target_url: 'https://hooks.example.com/cloudsmith',
    events: ['*'],
    templates: [],
    signature_key: 'a-key-for-signatures',
  })
  const add = emulator.add
  await add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT' }), { tags: ['release', 'lts'] })
  await add('acme/staging', npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT' }), { tags: ['staged'] })
  await add(
    'acme/dev',
    npmPackage({ name: 'express', version: '4.19.2', license: 'MIT', dependencies: { ms: '^2.1.0', qs: '6.11.0' } }),
  )
  await add('acme/dev', pythonWheel({ name: 'requests', version: '2.31.0', license: 'Apache-2.0' }), { tags: ['candidate'] })
  await add('acme/dev', cargoCrate({ name: 'serde', version: '1.0.200', license: 'MIT OR Apache-2.0' }))
  await add('acme/staging', debPackage({ name: 'ripgrep', version: '14.1.0-1' }))
  await add('acme/dev', rawFile({ bytes: 'x', name: hostileName, version: `1.0${hostileName}` }), { tags: ['<b>bold</b>'] })
  const old = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
  await admin('POST', `/packages/acme/dev/${old.slug_perm}/copy/`, { destination: 'production' })
  await publish(npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' }), 'acme/dev', { tags: 'candidate' })
  return emulator
}

/** Sends requests to the API as its administrator. */
export const asAdmin = (emulator: Emulator): Client => client(emulator, keys.admin)
