import { camel, insertBefore, insertSorted, pascal, type Workshop } from './workshop.ts'

const source = 'packages/promotion/src'

/**
 * A gate that every file can name: its file with a table test, and its name where pipelines look for it. It answers nothing yet, so that its
 * test fails.
 *
 * @param name as pipelines call it, such as `max-size`
 * @returns what remains to be done
 */
export function newGate({ write, change }: Workshop, name = ''): string[] {
  if (!/^[a-z]+(-[a-z0-9]+)*$/.test(name)) throw new Error('Say what pipelines call it, such as: pnpm new:gate max-size')
  const [gate, settings] = [camel(name), `${pascal(name)}Settings`]
  const key = gate === name ? name : `'${name}'`

  write(`${source}/gates/${name}.ts`, gateFile(name, gate, settings))
  write(`${source}/gates/${name}.test.ts`, testFile(name, gate))
  change(`${source}/index.ts`, (text) =>
    insertSorted(text, `export { type ${settings}, ${gate} } from './gates/${name}.ts'`, pathOf),
  )
  change(`${source}/pipeline-file/named-gates.ts`, (text) => {
    const imported = insertSorted(text, `import { ${gate} } from '../gates/${name}.ts'`, pathOf)
    return insertBefore(imported, /^ {2}freeze,$/m, gate === name ? `  ${gate},\n` : `  ${key}: ${gate},\n`)
  })
  change(`${source}/pipeline-file/schema.ts`, (text) =>
    insertBefore(
      text,
      /^ {2}freeze: v\.optional/m,
      `  ${key}: v.optional(said(strict({ mayWaive }), 'TODO: what must be true of the package.')),\n`,
    ),
  )

  return [
    `Say in ${source}/gates/${name}.ts what it is set by and what it answers, and fill the table of its test until it passes.`,
    `Give its settings the same fields in ${source}/pipeline-file/schema.ts: types tell where they differ.`,
    'In packages/promotion: vitest run src/documents/schemas.test.ts -u; in tests/trust: vitest run test/surface.test.ts -u.',
    'pnpm format; pnpm api:report; name it in the list of gates of packages/promotion/README.md; pnpm changeset.',
  ]
}

/** Where a line of imports or exports leads, within the folder of gates. */
const pathOf = (line: string): string | undefined => /from '\.{1,2}\/gates\/([\w-]+)\.ts'$/.exec(line)?.[1]

const gateFile = (name: string, gate: string, settings: string): string => `import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** Settings of {@link ${gate}}. */
export interface ${settings} {
  /** Who may waive this gate. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/** Allows only packages that TODO. */
export const ${gate} = defineGate('${name}', ({ mayWaive }: ${settings}) => ({ package: pkg }) => {
  const isFine: boolean | undefined = undefined // TODO: what of the package decides?
  if (isFine === undefined) throw new Error('The gate ${name} does not decide yet.')
  return isFine ? pass() : block({ why: 'it TODO', seen: pkg.name, needed: 'TODO', remedy: 'TODO', mayWaive })
})
`

const testFile = (name: string, gate: string): string => `import { expect, test } from 'vitest'
import { known } from '../../test/knowledge.ts'
import { ${gate} } from './${name}.ts'

test.each([
  ['what is as it should be passes', known(), { result: 'pass' }],
  // TODO: what is different about this package?
  ['what is not is stopped, with what was seen and what is needed', known({}), { result: 'block', cause: 'deny' }],
])('%s', (_, knowledge, expected) => {
  expect(${gate}({}).check(knowledge)).toMatchObject(expected)
})

test('it says who may waive it', () => {
  expect(${gate}({ mayWaive: ['carol'] }).check(known({}))).toMatchObject({ mayWaive: ['carol'] })
})
`
