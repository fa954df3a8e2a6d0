import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apis, documentNames, run, type Toolchain } from './toolchain.ts'

const packages = [
  '@hey-api/openapi-ts',
  '@redocly/cli',
  '@stoplight/spectral-cli',
  'openapi-typescript',
  'typescript@5.9',
  '@types/node@24',
]

/** Runs tools on the same Node as this script, whichever other versions the machine has. */
const tool = (folder: string, name: string, args: readonly string[]) =>
  run(join(folder, 'node_modules', '.bin', name), args, { cwd: folder })

/** Resolves modules as bundlers do: the output of openapi-ts imports files without their extension, as it does for a project without settings. */
const compile = (folder: string, output: string) =>
  tool(folder, 'tsc', [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--module',
    'preserve',
    '--lib',
    'es2022,dom,dom.iterable',
    output,
  ])

const rules = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))

/** Generators in TypeScript, and the two linters with the most common rules. */
export const nodeTools: Toolchain = {
  name: 'Node',
  async install(folder) {
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    await run('npm', ['install', '--silent', '--no-fund', '--no-audit', ...packages], { cwd: folder })
  },
  checks: [
    {
      name: '@hey-api/openapi-ts generates a client that compiles',
      documents: apis,
      async run({ folder, path, name }) {
        await tool(folder, 'openapi-ts', ['-i', path, '-o', join(folder, name), '-c', '@hey-api/client-fetch'])
        await compile(folder, join(folder, name, 'index.ts'))
      },
    },
    {
      name: 'openapi-typescript generates types that compile',
      documents: documentNames,
      async run({ folder, path, name }) {
        const output = join(folder, `${name}.d.ts`)
        await tool(folder, 'openapi-typescript', [path, '-o', output])
        await compile(folder, output)
      },
    },
    {
      name: "redocly's recommended rules",
      documents: documentNames,
      async run({ folder, path }) {
        await tool(folder, 'redocly', ['lint', '--config', rules('../redocly.yaml'), path])
      },
    },
    {
      name: 'spectral:oas',
      documents: documentNames,
      async run({ folder, path }) {
        await tool(folder, 'spectral', ['lint', '--ruleset', rules('spectral.yaml'), '--fail-severity', 'warn', path])
      },
    },
  ],
}
