import { readFileSync } from 'node:fs'

/** A file of the inspection page, with its headers. */
export interface PageFile {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** The files by their path below `/_emulator/`, with their types. They lie beside the sources and beside what is built of them. */
const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'dom.js': 'text/javascript; charset=utf-8',
  'openapi.json': 'application/json',
  'tables.js': 'text/javascript; charset=utf-8',
}

/** Nothing from elsewhere, nothing inline: names and texts on the page come from whoever uploads packages. */
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

/** The file at a path below `/_emulator/`, or nothing. The empty path is the page itself. */
export function pageFile(path: string): PageFile | undefined {
  const name = path === '' ? 'index.html' : path
  const type = Object.hasOwn(types, name) ? types[name] : undefined
  if (type === undefined) return undefined
  const body = read.get(name) ?? readFileSync(new URL(`../page/${name}`, import.meta.url), 'utf8')
  read.set(name, body)
  return { body, headers: { 'Content-Type': type, 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' } }
}
