import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { entriesOf } from '../../../scripts/api-report/declarations.ts'
import { reportsOf } from '../../../scripts/api-report/report.ts'

const script = join(import.meta.dirname, '../../../scripts/api-report.ts')
const manifest = { name: 'scales', exports: { '.': { types: './dist/index.d.ts' }, './node': { types: './dist/node.d.ts' } } }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-report-'))
  mkdirSync(join(folder, 'dist'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const weighs = `
interface Options {
    /** In grams. */
    most?: number;
}
declare function weigh(what: string, options?: Options): Weight;
declare class Weight {
    #grams;
    private readonly scale;
    readonly grams: number;
}`

const oneFile = { 'index.d.ts': `${weighs}\nexport { weigh, Weight }`, 'node.d.ts': `export { Weight } from './index.js'` }

test('tells every name of an entry with its declaration, and what these name though nobody can import it', () => {
  expect(reports(oneFile).get('.')).toBe(`# scales

Made from what is built by \`pnpm api:report\`. A change of it is a change of what others compile against.

## Exports

\`\`\`ts
class Weight {
  readonly grams: number;
}

function weigh(what: string, options?: Options): Weight;
\`\`\`

## Named by these, and exported by no entry

\`\`\`ts
interface Options {
  most?: number;
}
\`\`\`
`)
})

test('tells a thing once, and says of other entries that they have it too', () => {
  expect(reports(oneFile).get('./node')).toContain('export { Weight } // Weight of .\n')
})

test('says the same however the bundler spreads declarations over files, and whatever it calls them there', () => {
  const spread = {
    'chunk-Xy3.d.ts': `${weighs.replaceAll('Options', 'Options$1')}\nexport { Weight as W, weigh as a }`,
    'index.d.ts': `import { W as Weight$1, a } from './chunk-Xy3.js'\nexport { Weight$1 as Weight, a as weigh }`,
    'node.d.ts': `export { W as Weight } from './chunk-Xy3.js'`,
  }

  expect(reports(spread)).toEqual(reports(oneFile))
})

test('calls things as those who import them do', () => {
  const renamed = `declare class Weight$1 { plus(other: Weight$1): Weight$1 }\nexport { Weight$1 as Weight }`

  expect(reports({ 'index.d.ts': renamed, 'node.d.ts': 'export {}' }).get('.')).toContain('plus(other: Weight): Weight;')
})

test('names what is passed on from another package, and the package', () => {
  const passedOn = `export { Scale } from 'scale-of-others'`

  expect(reports({ 'index.d.ts': passedOn, 'node.d.ts': 'export {}' }).get('.')).toContain(
    'export { Scale } // of scale-of-others',
  )
})

test('says what is deprecated or experimental', () => {
  const marked = `/** @deprecated use \`weigh\` */\nexport declare function lift(): void`

  expect(reports({ 'index.d.ts': marked, 'node.d.ts': 'export {}' }).get('.')).toContain('// @deprecated\nfunction lift(): void;')
})

test('tells only the names of what is made from the description', () => {
  const text = reports(oneFile, ['Weight']).get('.')

  expect(text).toContain('- `Weight`')
  expect(text).not.toContain('grams')
})

test('a parameter that is asked for now fails the check until the report is written anew', () => {
  write(oneFile)
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  expect(check().status).toBe(1)
  expect(check('--write').status).toBe(0)
  expect(check().status).toBe(0)

  write({ ...oneFile, 'index.d.ts': oneFile['index.d.ts'].replace('options?:', 'options:') })

  expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('(index.api.md)') })
})

test('says to build first where there are no declarations', () => {
  expect(() => reports({})).toThrow(/index\.d\.ts.*build first/)
})

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'dist', name), text)
}

function reports(files: Record<string, string>, generated: string[] = []): Map<string, string> {
  rmSync(join(folder, 'dist'), { recursive: true })
  mkdirSync(join(folder, 'dist'))
  write(files)
  return reportsOf('scales', entriesOf(folder, manifest), new Set(generated))
}

const check = (...flags: string[]) => spawnSync(process.execPath, [script, ...flags], { cwd: folder, encoding: 'utf8' })
