import { camel, insertBefore, insertSorted, pascal, type Workshop } from './workshop.ts'

const source = 'packages/promotion/src'

/**
 * Starts a gate that pipeline files can name: writes its file with a table test, and registers its name. The gate decides nothing yet, so its test
 * fails.
 *
 * @param name its name in pipeline files, such as `max-size`
 * @returns the remaining steps
 */
export function newGate({ write, change }: Workshop, name = ''): string[] {
  if (!/^[a-z]+(-[a-z0-9]+)*$/.test(name))
    throw new Error('Give the name that pipeline files use, for example: pnpm new:gate max-size')
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
    `Write its settings and its decision in ${source}/gates/${name}.ts, and fill in the table of its test until it passes.`,
    `Add the same settings in ${source}/pipeline-file/schema.ts: the compiler reports differences.`,
    'Run in packages/promotion: vitest run src/documents/schemas.test.ts -u. Run in tests/trust: vitest run test/surface.test.ts -u.',
    'Run pnpm format and pnpm api:report. Add it to the list of gates in packages/promotion/README.md. Run pnpm changeset.',
  ]
}

/** The file in the folder of gates that a line imports or exports from. */
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
  ['a good package passes', known(), { result: 'pass' }],
  // TODO: what is different about this package?
  ['a bad package is blocked, with what was seen and what is needed', known({}), { result: 'block', cause: 'deny' }],
])('%s', (_, knowledge, expected) => {
  expect(${gate}({}).check(knowledge)).toMatchObject(expected)
})

test('it says who may waive it', () => {
  expect(${gate}({ mayWaive: ['carol'] }).check(known({}))).toMatchObject({ mayWaive: ['carol'] })
})
`
