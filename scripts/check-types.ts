/**
 * Checks the sources and tests of a package with the compilers that are named. The newest, which is the quickest, is enough from change to
 * change, and the others take their turn in continuous integration. Runs in the package's folder; another argument names a folder in it with a
 * `tsconfig.json` of its own.
 */
import { spawn } from 'node:child_process'
import { compilerOf } from './compilers.ts'

const given = process.argv.slice(2)
const isVersion = (name: string) => /^\d+\.\d+$/.test(name)
const project = given.find((name) => !isVersion(name)) ?? '.'

async function check(version: string): Promise<boolean> {
  const child = spawn(process.execPath, [compilerOf(version), '--project', project], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk
  const code = child.exitCode ?? (await new Promise<number>((resolve) => child.once('close', (exit) => resolve(exit ?? 1))))
  console.log(`TypeScript ${version}: ${code === 0 ? 'no errors' : `errors\n${output}`}`)
  return code === 0
}

// One after the other: each takes the memory of a large program, and the machine has few cores.
for (const version of given.filter(isVersion)) {
  if (!(await check(version))) process.exitCode = 1
}
