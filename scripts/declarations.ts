/**
 * Writes the declarations of a package into `dist`, a file for each source under its own name, so that whoever goes to a definition lands in a short
 * file with docblocks: what `exports` names, and whatever that leads to. Private packages that are part of what is built come along in
 * `dist/bundled`. Runs in the package's folder, when its JavaScript is built.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, posix, resolve } from 'node:path'
import ts from 'typescript'
import { bundledInto, type Manifest } from './declarations/bundled.ts'
import { emit } from './declarations/emit.ts'

const folder = process.cwd()
const own = basename(folder)
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const bundled = bundledInto(folder, manifest)
const entries = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry.types]))
const foreign = new Set(
  ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {})),
)

const emitted = mkdtempSync(join(tmpdir(), 'cloudsmith-sdk-declarations-'))
try {
  emit(folder, entries.map(sourceOf), bundled, emitted)
  const written = new Set<string>()
  for (const entry of entries) write(posix.join(own, entry.replace('./dist/', 'src/')), written)
} finally {
  rmSync(emitted, { recursive: true, force: true })
}

/** Where an entry comes from: sources and what is built of them have the same names. */
function sourceOf(types: string): string {
  return types.replace('./dist/', './src/').replace(/\.d\.ts$/, '.ts')
}

/** Writes a declaration file, and those that it imports. `file` is a path in the folder of all packages. */
function write(file: string, written: Set<string>): void {
  if (written.has(file)) return
  written.add(file)
  let text = readFileSync(join(emitted, file), 'utf8')
  // From the last to the first, so that the places of the others stay what they are.
  for (const { fileName, pos, end } of ts.preProcessFile(text, true).importedFiles.toReversed()) {
    const imported = importedBy(file, fileName)
    if (imported === undefined) continue
    write(imported, written)
    const specifier = relative(placeOf(file), placeOf(imported)).replace(/\.d\.ts$/, '.js')
    // What is between the quotes: the place is that of the whole literal.
    text = `${text.slice(0, pos + 1)}${specifier}${text.slice(end + 1)}`
  }
  const place = resolve('dist', placeOf(file))
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, indentedByTwo(text))
}

/** Indents by two spaces, like the sources. The compiler indents by four, which makes the published packages 3 % larger. */
function indentedByTwo(text: string): string {
  return text.replace(/^(?: {4})+/gm, (spaces) => spaces.slice(spaces.length / 2))
}

/** The declaration file that an import leads to, or undefined where that is installed beside the package. */
function importedBy(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier.replace(/\.tsx?$/, '.d.ts'))
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  const home = bundled.get(name)
  if (home !== undefined) return posix.join(home, 'src/index.d.ts')
  const isKnown = specifier.startsWith('node:') || builtinModules.includes(name) || name === manifest.name || foreign.has(name)
  if (!isKnown) {
    throw new Error(`${file} imports ${specifier}, which nobody who installs ${manifest.name} has.`)
  }
  return undefined
}

/** Where a declaration file goes, from `dist`. */
function placeOf(file: string): string {
  const [home = '', , ...path] = file.split('/')
  return home === own ? path.join('/') : posix.join('bundled', home, ...path)
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}
