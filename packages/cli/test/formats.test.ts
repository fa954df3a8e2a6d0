import { writeFile } from 'node:fs/promises'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { commandsOf } from '../src/frame/command.ts'
import { outputFormats } from '../src/output/formats.ts'
import { programFor } from '../src/program.ts'
import { story } from './story.ts'

const edge = ['--from', 'dev', '--to', 'staging'] as const

/** A way to call each command, in an order in which each has what it needs. What reads a plan is given one that is done already. */
const calls: Readonly<Record<string, readonly string[]>> = {
  init: ['--force', '--dry-run'],
  doctor: [],
  validate: [],
  ensure: ['--dry-run'],
  push: ['demo-1.0.0.tgz', '--format', 'npm', '--if-exists', 'skip'],
  plan: [...edge, '--tag', 'candidate'],
  show: ['plan.json'],
  explain: ['plan.json'],
  wait: [...edge, '--tag', 'candidate'],
  rehearse: ['plan.json'],
  approve: ['plan.json', '--by', 'ada'],
  comment: ['plan.json'],
  apply: ['plan.json'],
  promote: [...edge, '--tag', 'candidate'],
  snapshot: ['staging'],
  restore: ['snapshot.json', '--dry-run'],
  diff: ['dev', 'staging'],
  drift: [],
  matrix: [],
  history: ['staging'],
  verify: ['staging'],
  'waivers list': [],
  'waivers check': ['plan.json'],
  'waivers draft': ['plan.json'],
  hold: [...edge],
  resume: [...edge, '--by', 'ada'],
  prune: ['--keep', '1'],
  rollback: ['report.json', '--dry-run'],
  carry: [...edge.slice(0, 2), '--tag', 'candidate', '--to-owner', 'x', '--to-repo', 'y', '--to-profile', 'z'],
  emulator: [],
  completion: ['bash'],
}

const leaves = commandsOf(programFor({ context: {} as never, exit: undefined }))
  .filter((command) => command.commands.length === 0 && command.name() !== 'complete')
  .map((command) => `${command.parent?.name() === 'waivers' ? 'waivers ' : ''}${command.name()}`)

test('every command is called below', () => {
  expect(Object.keys(calls).sort()).toEqual(leaves.sort())
})

test.each(outputFormats)('every command has one document on standard output as %s, which says what it is', async (format) => {
  const { cli, cliWith, folder } = await story()
  await writeFile(`${folder}/demo-1.0.0.tgz`, npmPackage({ name: 'demo', version: '1.0.0' }).bytes)
  await cli('promote', ...edge, '--tag', 'candidate', '--out', 'plan.json', '--report', 'report.json')
  await cli('snapshot', 'staging', '--out', 'snapshot.json')
  const stopped = AbortSignal.abort()
  const mistaken: string[] = []
  for (const [name, argv] of Object.entries(calls)) {
    const line = [...name.split(' '), ...argv, '--output', format]
    const { code, stdout } = name === 'emulator' ? await cliWith({ signal: stopped }, ...line) : await cli(...line)
    if (code === 1 || code === 2) mistaken.push(name)
    const about = `${line.join(' ')} (${code})`
    expect([about, wrongWith(format, stdout)]).toEqual([about, undefined])
  }
  // Errors are documents too: one has no pull request, one no keys to verify with, one no credential.
  expect(mistaken.sort()).toEqual(['carry', 'comment', 'verify'])
})

/** What is wrong with a document; nothing is undefined. */
function wrongWith(format: string, text: string): string | undefined {
  if (text !== '' && !text.endsWith('\n')) return 'its last line has no end'
  if (format === 'junit') return /^<\?xml[\s\S]*<\/testsuites>\n$/.test(text) ? undefined : 'it is no report of tests'
  if (format === 'sarif') return JSON.parse(text).version === '2.1.0' ? undefined : 'it is no SARIF'
  if (format === 'ndjson') {
    for (const line of text.split('\n').filter(Boolean)) if (typeof JSON.parse(line) !== 'object') return `${line} is no object`
  }
  if (format !== 'json') return undefined
  const { kind, version } = JSON.parse(text)
  return /^cloudsmith-promotion\/[a-z-]+$/.test(kind) && version === 1 ? undefined : `it says that it is ${kind} ${version}`
}
