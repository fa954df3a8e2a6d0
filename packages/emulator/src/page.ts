import { readFileSync } from 'node:fs'

/** A file of the inspection page, with its headers. */
export interface PageFile {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** The files by their path below `/_emulator/`: where they are stored, and their types. The script is built. */
const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  'index.html': ['../page/index.html', 'text/html; charset=utf-8'],
  'page.css': ['../page/page.css', 'text/css; charset=utf-8'],
  'page.js': ['../dist/page.js', 'text/javascript; charset=utf-8'],
  'openapi.json': ['../page/openapi.json', 'application/json'],
}

/** Nothing from other hosts and nothing inline: names and texts on the page come from whoever uploads packages. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const read = new Map<string, string>()

/** Returns the file at a path below `/_emulator/`, or undefined. The empty path is the page itself. */
export function pageFile(path: string): PageFile | undefined {
  const name = path === '' ? 'index.html' : path
  const found = Object.hasOwn(files, name) ? files[name] : undefined
  if (found === undefined) return undefined
  const [file, type] = found
  const body = read.get(name) ?? readFileSync(new URL(file, import.meta.url), 'utf8')
  read.set(name, body)
  return { body, headers: { 'Content-Type': type, 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' } }
}
