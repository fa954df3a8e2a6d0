import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from './page.ts'
import { root } from './root.ts'

/** Every operation of the API. */
export function apiPages(): Page[] {
  const text = readFileSync(join(root, 'packages', 'client', 'api.md'), 'utf8')
  return [{ path: 'reference/api/index.md', data: { title: 'The API' }, text }]
}
