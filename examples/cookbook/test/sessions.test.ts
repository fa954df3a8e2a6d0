import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { commandLine, commandsIn } from './command-line.ts'
import { blocks } from './page.ts'
import { seededWith, source } from './seeded.ts'

const day = 24 * 3_600_000
const date = (after: number) => new Date(Date.now() + after * day).toISOString().slice(0, 10)

/** A waiver of the page, as if it had been given today. */
const dated = (text: string) => text.replace(/granted: .*/, `granted: ${date(0)}`).replace(/expires: .*/, `expires: ${date(30)}`)

/** What pages have people type, one command after the other in one folder, and how each command ends. */
test.each<[string, number[], string?]>([
  ['start/build-promotion.md', [3, 3]],
  ['cookbook/three-job-approval.md', [0, 4, 4, 0, 0]],
  ['cookbook/waivers.md', [3, 0, 0, 0, 0], 'waivers'],
  ['cookbook/release-sets.md', [0, 0]],
  ['cookbook/rollback.md', [0, 0, 0, 3, 0, 0, 0, 0, 0, 0]],
  ['cookbook/drift-at-night.md', [0]],
  ['cookbook/clean-up.md', [0, 0]],
  ['cookbook/mirror-and-rehearse.md', [0, 0]],
  ['cookbook/isolate-production.md', [0]],
  ['cookbook/from-shell-scripts.md', [0, 0, 0]],
])('%s goes as it is told', async (path, codes, folder = 'command-line') => {
  const emulator = await seededWith(await readFile(source('start/seed.yaml'), 'utf8'))
  const files: Record<string, string> = {
    'cloudsmith.pipeline.yaml': await readFile(source(`${folder}/cloudsmith.pipeline.yaml`), 'utf8'),
    'waivers.yaml': 'kind: cloudsmith-promotion/waivers\nversion: 1\nwaivers: []\n',
    'release.json': blocks('cookbook/release-sets.md', 'json')[0] ?? '',
  }
  const { promote, write } = await commandLine(emulator, files)
  const commands = blocks(path, 'sh').flatMap(commandsIn)
  const ran: unknown[] = []
  for (const argv of commands) {
    const { code, stderr } = await promote(...argv)
    // What the page then has people write down.
    if (argv.includes('draft')) await write('waivers.yaml', dated(await readFile(source('waivers/waivers.yaml'), 'utf8')))
    ran.push([argv.join(' '), code, code === codes[ran.length] ? '' : stderr])
  }
  expect(ran).toEqual(commands.map((argv, index) => [argv.join(' '), codes[index], '']))
})
