import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findPipelinePath } from './pipeline-file.ts'

/** Makes a folder with these files. */
async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'cloudsmith-promote-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

test.each(['yaml', 'yml', 'json', 'ts'])(
  'a pipeline in .%s is found from below, up to the root of the repository',
  async (extension) => {
    const name = `cloudsmith.pipeline.${extension}`
    const folder = await folderOf({ [name]: '', 'code/.git/HEAD': '', 'code/src/index.js': '', 'docs/index.md': '' })
    expect(await findPipelinePath(join(folder, 'docs'), undefined)).toBe(join(folder, name))
    await expect(findPipelinePath(join(folder, 'code', 'src'), undefined)).rejects.toThrow('Create one with init')
  },
)

test('of two side by side neither is taken', async () => {
  const folder = await folderOf({ 'cloudsmith.pipeline.ts': '', 'cloudsmith.pipeline.yaml': '' })
  const found = findPipelinePath(folder, undefined)
  await expect(found).rejects.toThrow('has cloudsmith.pipeline.yaml and cloudsmith.pipeline.ts. Choose one with --pipeline.')
})

const packages = join(import.meta.dirname, '..', '..', '..')
const engine = join(packages, 'promotion', 'dist', 'index.js')

/** The output of `validate` for a pipeline in TypeScript, in its own process, because modules are loaded differently here. */
async function validated(text: string, flags: readonly string[] = []): Promise<readonly [code: number, said: string]> {
  const file = 'cloudsmith.pipeline.ts'
  const folder = await folderOf({ [file]: text, 'package.json': '{"type":"module"}' })
  return new Promise((resolve) => {
    const argv = [...flags, join(packages, 'cli', 'dist', 'main.js'), 'validate']
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const child = execFile(process.execPath, argv, { cwd: folder, env: { PATH, NODE_COMPILE_CACHE } }, (_, stdout, stderr) =>
      resolve([child.exitCode ?? -1, `${stdout}${stderr}`.replaceAll(`${folder}/`, '')]),
    )
  })
}

const definition = `{ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'production' }] }`

test('a pipeline in TypeScript is read, whether it is the default or has its name', async () => {
  const text = `import { definePipeline, type Pipeline } from '${engine}'\n`
  const [named, byDefault] = await Promise.all([
    validated(`${text}export const pipeline: Pipeline = definePipeline(${definition})\n`),
    validated(`${text}export default definePipeline(${definition}) satisfies Pipeline\n`),
  ])
  const told = [0, expect.stringContaining('cloudsmith.pipeline.ts is valid: acme')]
  expect([named, byDefault]).toEqual([told, told])
})

test.each([
  ['throws', `const why: string = 'no'\nthrow new TypeError(why)\n`, 'cloudsmith.pipeline.ts:2 cannot be loaded: TypeError: no'],
  ['is not TypeScript', `export const pipeline: = 1\n`, 'cloudsmith.pipeline.ts:1 cannot be loaded'],
  ['has more than types', `enum Stage { dev }\nexport const pipeline = Stage.dev\n`, 'no enum, no namespace'],
  ['lacks a package', `import 'not-installed'\n`, 'Install it in the folder of the pipeline.'],
  [
    'exports nothing',
    `const pipeline: number = 1\n`,
    'cloudsmith.pipeline.ts exports no pipeline. Export what definePipeline returns',
  ],
  ['exports a promise', `export default Promise.resolve(1)\n`, 'exports a promise, which it has to await'],
  ['exports a function', `export default () => 1\n`, 'exports a function, which it has to call'],
  [
    'exports a definition',
    `export const pipeline = ${definition}\n`,
    'exports the definition of a pipeline. Export what definePipeline',
  ],
])('a pipeline in TypeScript that %s is an error that says what to do', async (_, text, told) => {
  expect(await validated(text)).toEqual([2, expect.stringContaining(told)])
})

/** The error of Node before 22.18 for TypeScript. The program itself is TypeScript here, so only the pipeline is rejected. */
const refusal = `import { registerHooks } from 'node:module'
registerHooks({
  load(url, context, next) {
    if (!url.endsWith('/cloudsmith.pipeline.ts')) return next(url, context)
    throw Object.assign(new TypeError('Unknown file extension ".ts"'), { code: 'ERR_UNKNOWN_FILE_EXTENSION' })
  },
})`

test('where Node does not read TypeScript, the error says what to do', async () => {
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(refusal)}`]
  expect(await validated('export default 1\n', flags)).toEqual([
    2,
    expect.stringContaining('NODE_OPTIONS=--experimental-strip-types'),
  ])
})
