import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPage } from '../../.vitepress/front-matter.ts'
import { docs } from '../../.vitepress/pages.ts'
import { withSnippets } from '../../.vitepress/snippets.ts'
import { blocksIn, writtenBlocks, writtenPages } from './blocks.ts'
import { flawsOfDocument } from './documents.ts'
import { flawsOfShell, ownCommandsIn } from './shell.ts'

const blocks = writtenBlocks()
const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language))

test('no page has a copy of a program: what is TypeScript is shown of a file that is compiled and run', () => {
  expect(of('ts', 'tsx', 'js', 'mjs', 'cjs', 'typescript', 'javascript').map(({ place }) => place)).toEqual([])
})

test('every block says its language', () => {
  expect(of('').map(({ place }) => place)).toEqual([])
})

test('every file and region that a page shows is there', () => {
  for (const page of writtenPages()) expect(withSnippets(readPage(join(docs, page)).text, page)).not.toMatch(/^ *<<<\s/m)
})

test('pipelines, seeds and what else pages show in YAML and JSON is as its schema wants it', () => {
  expect(of('yaml', 'yml', 'json').flatMap(flawsOfDocument)).toEqual([])
})

test('bash reads what pages show for a shell, and commands of ours have these flags', () => {
  expect(of('sh', 'bash', 'shell').flatMap(flawsOfShell)).toEqual([])
})

test('every page says in a sentence what it is about', () => {
  const silent = writtenPages().filter((page) => (readPage(join(docs, page)).data.description ?? '') === '')
  expect(silent).toEqual([])
})

test('what is wrong with a block is found', () => {
  const [yaml, flag, missing, shell] = blocksIn(
    [
      '```yaml\nowner: acme\nstages: [{ repo: dev }, { repository: prod }]\n```',
      '```sh\nnpx -y @cloudsmith-sdk/cli@1 plan --form dev | tee plan.json\n```',
      '```sh\ncloudsmith-promote apply\n```',
      '```sh\nif true; then\n```',
    ].join('\n\n'),
    'a.md',
  )
  expect(yaml && flawsOfDocument(yaml)).toEqual([expect.stringContaining('a.md:1: /stages/0'), expect.anything()])
  expect(flag && flawsOfShell(flag)).toEqual([expect.stringContaining("unknown option '--form'")])
  expect(missing && flawsOfShell(missing)).toEqual([expect.stringContaining("missing required argument 'plan'")])
  expect(shell && flawsOfShell(shell)).toEqual([expect.stringContaining('syntax error')])
})

test('commands of ours are found wherever they stand on a line', () => {
  const text = 'KEY=1 npx -y cloudsmith-promote plan \\\n  --from dev > plan.json && cloudsmith-emulator exec -- npm test # then'
  expect(ownCommandsIn(text)).toEqual([
    { program: 'cloudsmith-promote', args: ['plan', '--from', 'dev'] },
    { program: 'cloudsmith-emulator', args: ['exec', '--', 'npm', 'test'] },
  ])
})
