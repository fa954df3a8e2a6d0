/**
 * Packs a package as it would be published, into `reports/package.tgz`: once for everything that installs it. Runs in the package's folder, after
 * its build. npm packs what pnpm would, but for the versions of workspace dependencies, which nothing here reads.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeGuide } from './pack/guide.ts'
import { leftoversIn } from './pack/leftovers.ts'

for (const file of leftoversIn('dist')) rmSync(join('dist', file))
mkdirSync('reports', { recursive: true })
writeGuide('.')
const said = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', 'reports'], { encoding: 'utf8' })
const [packed] = JSON.parse(said) as { filename: string }[]
if (packed === undefined) throw new Error(`npm packed nothing in ${process.cwd()}`)
renameSync(join('reports', packed.filename), join('reports', 'package.tgz'))
