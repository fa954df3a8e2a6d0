/**
 * Checks the sources and tests of a package with the compilers that are named. All of them meet what is published in the `package` task: so one
 * is enough from change to change, the quickest, and the others take their turn in continuous integration. Runs in the package's folder.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compilers: Readonly<Record<string, string>> = { '5.9': 'typescript-5.9', '6.0': 'typescript', '7.0': 'typescript-7.0' }

async function check(version: string, name: string): Promise<boolean> {
  const compiler = join(root, 'node_modules', name, 'bin', 'tsc')
  const child = spawn(process.execPath, [compiler, '--project', 'tsconfig.json'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk
  const code = child.exitCode ?? (await new Promise<number>((resolve) => child.once('close', (exit) => resolve(exit ?? 1))))
  console.log(`TypeScript ${version}: ${code === 0 ? 'no errors' : `errors\n${output}`}`)
  return code === 0
}

// One after the other: each takes the memory of a large program, and the machine has few cores.
for (const version of process.argv.slice(2)) {
  const name = compilers[version]
  if (name === undefined) throw new Error(`there is no TypeScript ${version} here`)
  if (!(await check(version, name))) process.exitCode = 1
}
