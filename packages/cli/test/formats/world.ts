import { readFile, writeFile } from 'node:fs/promises'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, defaultWorkspaces } from '@cloudsmith-sdk/emulator'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { readReport } from '@cloudsmith-sdk/promotion/documents'
import { attest } from '@cloudsmith-sdk/promotion/evidence'
import { expect } from 'vitest'
import { exits } from '../../src/core/exit-codes.ts'
import { type Story, storyOf } from '../story.ts'

/** It clears the screen, ends the line, opens a cell and markup, and mentions people. */
export const hostileName = 'hostile\u001b[2J\n@team|<b>`x'

const pipeline = `owner: acme
people:
  ada: { logins: [ada] }
waivers: waivers.yaml
stages:
  - repository: dev
  - repository: staging
    tag: staged
    gates:
      max-severity: { critical: 0, high: 0, mayWaive: [ada] }
  - repository: production
    tag: released
    gates:
      approval: { by: [ada], unsigned: true }
`

const waiver = { waives: 'soak', owner: 'ada', reason: 'it is urgent' }

/** A package whose author would like to write on terminals, into logs and into comments. */
const hostile = (version: string) => rawFile({ bytes: version, filename: `hostile-${version}.txt`, name: hostileName, version })

/** A world in which every command has something to say, of packages that go, wait, are blocked, are proved, and came past the pipeline. */
export async function eventfulWorld(): Promise<Story> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const story = await storyOf(async ({ at, write }) => {
    await write('cloudsmith.pipeline.yaml', pipeline)
    await write('credentials.ini', '[default]\n\n[profile:globex]\napi_key = their-key\n')
    await write('trust.yaml', 'keys: { ada-2026: ada.json }\n')
    await write('ada.json', JSON.stringify(await crypto.subtle.exportKey('jwk', publicKey)))
    await writeFile(at('demo-1.0.0.tgz'), npmPackage({ name: 'demo', version: '1.0.0' }).bytes)
    const globex = {
      slug: 'globex',
      accounts: [{ slug: 'importer', key: 'their-key', role: 'Owner' as const }],
      repositories: ['inbox'],
    }
    const emulator = createEmulator({ workspaces: [...defaultWorkspaces, globex] })
    const expires = new Date(emulator.clock.now() + 30 * 24 * 3_600_000).toISOString()
    const waivers = [{ ...waiver, expires }]
    await write('waivers.yaml', JSON.stringify({ kind: 'cloudsmith-promotion/waivers', version: 1, waivers }))
    const candidates = { tags: ['candidate'] }
    await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT' }), candidates)
    await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }), candidates)
    await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' }), { tags: ['vulnerable'] })
    await emulator.add('acme/staging', npmPackage({ name: 'stray', version: '1.0.0' }), { tags: ['staged'] })
    await emulator.add('acme/dev', hostile('1'), { tags: ['vulnerable'] })
    await emulator.add('acme/dev', hostile('2'))
    await emulator.add('acme/staging', hostile('0'))
    await emulator.settle()
    return emulator
  })
  const { cli, emulator, folder } = story
  const prepared = async (...argv: string[]) => {
    const { code, stderr } = await cli(...argv)
    expect(code, stderr).toBeOneOf([exits.done.code, exits.blocked.code, exits.waiting.code])
  }
  const toStaging = ['--from', 'dev', '--to', 'staging'] as const
  const toProduction = ['--from', 'staging', '--to', 'production', '--package', 'npm:ms@2.1.3', '--requested-by', 'bob'] as const
  await prepared('snapshot', 'staging', '--out', 'snapshot.json')
  await prepared('promote', ...toStaging, '--tag', 'candidate', '--out', 'plan.json', '--report', 'report.json')
  await prepared('plan', ...toStaging, '--tag', 'vulnerable', '--out', 'blocked.json')
  await prepared('plan', ...toProduction, '--out', 'waiting.json')
  const cloudsmith = new Cloudsmith({
    ...{ apiKey: 'emulator-admin-key', baseUrl: emulator.origin, fetch: emulator.fetch, clock: emulator.clock },
  })
  await attest(cloudsmith, readReport(await readFile(`${folder}/report.json`, 'utf8')), {
    ...{ pipeline: 'libraries', verifier: 'https://ci.acme.example/promoter', signer: privateKey },
  })
  return story
}
