/**
 * Runs the tests of the published packages on the Node that is named by its path. The repository's own commands run on the Node that it
 * installs, whatever starts them; here that is nowhere on the path. Packages that do not support that Node are left out, and that is said.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { satisfies } from 'semver'
import { publishedPackages } from './release/packages.ts'

const root = join(import.meta.dirname, '..')
const [node] = process.argv.slice(2)
if (node === undefined) throw new Error('Usage: pnpm test:node <path of a Node>')
const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
const env = { ...process.env, PATH: [dirname(node), ...path].join(delimiter) }

const failed = publishedPackages(root).filter(({ manifest: { name, engines }, directory }) => {
  if (!satisfies(version, engines?.node ?? '*')) {
    console.log(`SKIPPED: ${name} is for Node ${engines?.node}, not for ${version}`)
    return false
  }
  console.log(`\n> ${name} on Node ${version}`)
  return spawnSync(node, [vitest, 'run'], { cwd: join(root, directory), env, stdio: 'inherit' }).status !== 0
})
for (const { manifest } of failed) console.log(`The tests of ${manifest.name} failed on Node ${version}.`)
process.exitCode = failed.length === 0 ? 0 : 1
