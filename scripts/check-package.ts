/**
 * Checks what a package would publish, as a consumer who installs the packed tarball into an empty project, compiles a program against it with
 * each TypeScript that is named, and runs that on every Node, as ESM and as CommonJS. With the newest TypeScript publint and the like, to whom
 * no compiler matters, have their turn; with older ones attw, and each version of what the package is used with. Runs in the package's folder,
 * after its `tarball` task.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { checkAlongside } from './check-package/alongside.ts'
import { compile } from './check-package/compile.ts'
import { checkEdge } from './check-package/edge.ts'
import { checkEngines } from './check-package/engines.ts'
import { install, type Manifest } from './check-package/install.ts'
import { bin, consumer, run } from './check-package/places.ts'
import { checkReleased } from './check-package/released.ts'
import { runEverywhere } from './check-package/run-everywhere.ts'
import { newest } from './compilers.ts'
import { checkBudget } from './inventory/budget.ts'
import { checkLicences } from './inventory/licences.ts'

/** Packages whose main entry promises to run wherever there is `fetch`. */
const edge = ['client', 'webhooks']

/** Entries for what needs a later Node than the packages do: they are compiled, and run by their own tests. */
const forLaterNodes = ['./testcontainers']

const versions = process.argv.slice(2)
const folder = process.cwd()
const short = basename(folder)
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
const program = readFileSync(join(consumer, 'programs', `${short}.ts`), 'utf8')
const project = mkdtempSync(join(tmpdir(), 'cloudsmith-sdk-package-'))

try {
  const tarball = install(folder, project)
  const withNewest = versions.includes(newest)
  if (withNewest) {
    checkEngines(folder)
    checkBudget(folder, project)
    await checkLicences(folder)
    await run(bin('publint'), ['--strict', tarball])
    if (edge.includes(short)) await checkEdge(project, manifest.name)
  }
  await compile(project, program + importsOf(manifest), versions)
  await runEverywhere(project)
  if (withNewest) await checkReleased(project, short)
  else {
    // Looks at all entries with compilers of its own, which takes as long as ours.
    await run(bin('attw'), ['--profile', 'esm-only', tarball])
    await checkAlongside(project, short)
  }
} finally {
  rmSync(project, { recursive: true, force: true })
}

/** What the program may leave out: that every entry can be imported, and exports something. */
function importsOf({ name, exports }: Manifest): string {
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json' && !forLaterNodes.includes(entry))
  const check = (entry: string, index: number) => `
import * as entry${index} from '${name + entry.slice(1)}'
if (Object.keys(entry${index}).length === 0) throw new Error('${name + entry.slice(1)} exports nothing')`
  return entries.map(check).join('')
}
