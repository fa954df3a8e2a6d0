/**
 * Holds the API reports of a package (`report/*.api.md`) against what is built, or writes them with `--write`. Runs in the package's folder, after
 * its build; with folders as arguments it takes each of these.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type Exports, entriesOf } from './api-report/declarations.ts'
import { generatedIn } from './api-report/generated.ts'
import { reportsOf } from './api-report/report.ts'

const given = process.argv.slice(2)
const folders = given.filter((argument) => argument !== '--write').map((folder) => resolve(folder))

for (const folder of folders.length === 0 ? [process.cwd()] : folders) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Exports & { name: string }
  const reports = reportsOf(manifest.name, entriesOf(folder, manifest), generatedIn(folder))
  const made = new Map([...reports].map(([path, text]) => [fileOf(path), text]))
  const kept = new Map(
    globSync('report/*.api.md', { cwd: folder }).map((file) => [basename(file), readFileSync(join(folder, file), 'utf8')]),
  )
  const stale = [...new Set([...made.keys(), ...kept.keys()])].filter((file) => made.get(file) !== kept.get(file))
  if (given.includes('--write')) write(folder, stale, made)
  else if (stale.length > 0) {
    console.error(
      `The API of ${manifest.name} is not what report/ says (${stale.join(', ')}). Write it anew with \`pnpm api:report\`, and look at the difference: ` +
        'docs/policies/stability.md says what it means for those who use it.',
    )
    process.exitCode = 1
  }
}

function write(folder: string, files: readonly string[], made: ReadonlyMap<string, string>): void {
  mkdirSync(join(folder, 'report'), { recursive: true })
  for (const file of files) {
    const text = made.get(file)
    const path = join(folder, 'report', file)
    if (text === undefined) rmSync(path)
    else writeFileSync(path, text)
    console.log(path)
  }
}

/** `.` is `index.api.md`, and `./node` is `node.api.md`. */
function fileOf(path: string): string {
  return `${path === '.' ? 'index' : path.slice(2).replaceAll('/', '.')}.api.md`
}
