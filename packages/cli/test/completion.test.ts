import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Language, type Node, Parser } from 'web-tree-sitter'
import { story } from './story.ts'

const require = createRequire(import.meta.url)

const values = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0])

test('what can be typed next', async () => {
  const { cli } = await story()
  const asked = async (...words: string[]) => values((await cli('complete', '--', ...words)).stdout)
  expect(await asked('roll')).toEqual(['rollback'])
  expect(await asked('apply', '--dr')).toEqual(['--dry-run'])
  for (const flag of ['--from', '--to']) expect(await asked('plan', flag, '')).toEqual(['dev', 'staging', 'production'])
  expect(await asked('plan', '--from', 'dev', '--to', 'st')).toEqual(['staging'])
  expect(await asked('diff', 'dev', 'pro')).toEqual(['production'])
  expect(await asked('drift', 'staging', 'pro')).toEqual(['production'])
  expect(await asked('plan', '--output', 'j')).toEqual(['json', 'junit'])
  expect(await asked('completion', '')).toEqual(['bash', 'zsh', 'fish', 'powershell'])
  expect(await asked('')).not.toContain('complete')
})

test('files are left to the shell, and other values are not taken for files', async () => {
  const { cli } = await story()
  const lastLine = async (...words: string[]) => (await cli('complete', '--', ...words)).stdout.trim().split('\n').at(-1)
  expect(await lastLine('apply', '')).toBe(':0')
  expect(await lastLine('plan', '--out', '')).toBe(':0')
  expect(await lastLine('plan', '--from', '')).toBe(':4')
})

test('where the pipeline is missing, broken, or a program, no stage is known, and nothing is run or said', async () => {
  const { cli, write } = await story()
  await write('cloudsmith.pipeline.yaml', 'owner: [')
  await write('program.mjs', 'throw new Error("it ran")')
  for (const pipeline of ['cloudsmith.pipeline.yaml', 'program.mjs', 'nowhere.yaml'])
    expect(await cli('complete', '--', 'plan', '--pipeline', pipeline, '--from', '')).toEqual({
      code: 0,
      stdout: ':4\n',
      stderr: '',
    })
})

test('a stage whose name would mean something to a shell is not offered', async () => {
  const { cli } = await story('owner: acme\nstages: [{ repository: dev }, { repository: staging, name: $(reboot) }]\n')
  expect(values((await cli('complete', '--', 'plan', '--to', '')).stdout)).toEqual(['dev'])
})

test.each(['bash', 'zsh', 'fish', 'powershell'])('%s is taught', async (shell) => {
  const { cli } = await story()
  expect(await cli('completion', shell)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('cloudsmith-promote complete'),
  })
})

test('what bash is taught, bash can read', async () => {
  const { cli } = await story()
  const { stdout } = await cli('completion', 'bash')
  await promisify(execFile)('bash', ['-n', '-c', stdout])
})

/** Of a script that PowerShell could read: its nodes, from the first to the last. */
async function powershellNodes(script: string): Promise<readonly Node[]> {
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')))
  const below = (node: Node): Node[] => [node, ...node.children.flatMap(below)]
  return below(parser.parse(script)?.rootNode as Node)
}

test('what PowerShell is taught, PowerShell can read, and evaluates nothing of what is being typed', async () => {
  const { cli } = await story()
  const { stdout } = await cli('completion', 'powershell')
  const nodes = await powershellNodes(stdout)
  expect(nodes.filter((node) => node.isError || node.isMissing).map(({ startPosition, text }) => [startPosition, text])).toEqual(
    [],
  )
  const called = nodes.filter(({ type }) => type === 'command_name' || type === 'command_name_expr').map(({ text }) => text)
  expect(new Set(called)).toEqual(
    new Set(['Register-ArgumentCompleter', 'Select-Object', 'Where-Object', 'ForEach-Object', 'cloudsmith-promote']),
  )
  // What cannot be read is told.
  expect((await powershellNodes('if ($a { "x')).some((node) => node.isError)).toBe(true)
})

test('a shell that nobody knows is a mistake', async () => {
  const { cli } = await story()
  expect(await cli('completion', 'csh')).toMatchObject({ code: 2, stderr: expect.stringContaining('bash, zsh') })
})
