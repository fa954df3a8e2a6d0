/**
 * Checks a package's types with every compiler that it claims to work with, or with those that are named: what is built is checked by 6.0
 * then, and what nobody installs needs one. Runs in the package's folder; another argument names a folder in it with a `tsconfig.json` of its own.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compilers = { '5.9': 'typescript-5.9', '6.0': 'typescript', '7.0': 'typescript-7.0' }

const given = process.argv.slice(2)
const wanted = given.filter((name) => name in compilers)
const project = given.find((name) => !(name in compilers)) ?? '.'

async function check(version: string, name: string): Promise<boolean> {
  const compiler = join(root, 'node_modules', name, 'bin', 'tsc')
  const child = spawn(process.execPath, [compiler, '--project', project], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk
  const code = child.exitCode ?? (await new Promise<number>((resolve) => child.once('close', (exit) => resolve(exit ?? 1))))
  console.log(`TypeScript ${version}: ${code === 0 ? 'no errors' : `errors\n${output}`}`)
  return code === 0
}

// One after the other: each takes the memory of a large program, and the machine has few cores.
for (const [version, name] of Object.entries(compilers)) {
  if (wanted.length > 0 && !wanted.includes(version)) continue
  if (!(await check(version, name))) process.exitCode = 1
}
