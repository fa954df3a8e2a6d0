import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { packageFile } from '../../core/package-file.ts'

/** The assets of pages by name: the parts in this package that each is made from, and its type. The script is built. */
const files = {
  'page.css': [['page/page.css', 'page/charts.css'], 'text/css; charset=utf-8'],
  'page.js': [['dist/page.js'], 'text/javascript; charset=utf-8'],
} as const

type FileName = keyof typeof files

interface ReadFile {
  readonly body: string
  readonly type: string
  readonly hash: string
}

const read = new Map<FileName, ReadFile>()

function fileOf(name: FileName): ReadFile {
  const known = read.get(name)
  if (known !== undefined) return known
  const [paths, type] = files[name]
  const body = paths.map(packageFile).join('\n')
  const file = { body, type, hash: createHash('sha256').update(body).digest('hex').slice(0, 16) }
  read.set(name, file)
  return file
}

/** Address of an asset, which contains a hash of its content, so that browsers can cache it for ever. */
export const addressOf = (name: FileName): string => `/assets/${fileOf(name).hash}/${name}`

/** Responds with an asset. An address with an old hash redirects to the current one, and is not cached. */
export function answerFile(context: Context, hash: string, name: string): Response {
  if (!Object.hasOwn(files, name)) return context.text('not found\n', 404)
  const { body, type, hash: current } = fileOf(name as FileName)
  const cache = hash === current ? 'public, max-age=31536000, immutable' : 'no-store'
  return context.body(body, 200, { 'Content-Type': type, 'Cache-Control': cache })
}
