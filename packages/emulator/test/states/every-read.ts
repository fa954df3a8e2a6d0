import { routes } from '../../src/generated/routes.ts'
import type { Emulator } from '../../src/index.ts'
import type { Json } from '../json.ts'
import { keys } from '../story.ts'

/** What tells of no workspace, and what changes something although its method says otherwise. */
const others = /^\/(?:formats|distros|storage-regions|status|rates|quota\/oss)\/|remove\/$|simulate\/$/

const reads = routes.filter(({ method, path }) => method === 'GET' && !others.test(path)).map(({ path }) => path)

const given: Readonly<Record<string, readonly string[]>> = {
  owner: ['acme'],
  org: ['acme'],
  workspace: ['acme'],
  repo: ['dev', 'production'],
}

/** Fields of a row that may be what a path is made of, where none is called as it is there. */
const names = ['slug_perm', 'slug', 'identifier', 'id', 'user', 'claim_value']

/** Where to find what the rows of some lists are about, or what there is no list of. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^\/v2\/metadata\/packages\/$/, '/packages/acme/dev/?query=name:minimist'],
  [/^\/vulnerabilities\/acme\/\w+\/$/, '/packages/acme/dev/?query=name:minimist'],
  [/^\/(?:api\/)?repos\/acme\/$/, '/repos/acme/'],
  [/^\/users\/profile\/$/, '/orgs/acme/members/'],
]

/**
 * Reads all that an emulator tells: every list, and some of what is in each.
 *
 * @param most rows of a list that are read one by one
 * @returns the answers by their path
 */
export async function everyRead(emulator: Emulator, most = 2): Promise<Map<string, { status: number; body: Json }>> {
  const answers = new Map<string, { status: number; body: Json }>()

  async function get(path: string): Promise<Json> {
    const known = answers.get(path)
    if (known !== undefined) return known.body
    const response = await emulator.fetch(emulator.origin + path, { headers: { 'X-Api-Key': keys.admin } })
    const text = await response.text()
    const body = response.headers.get('content-type') === 'application/json' ? JSON.parse(text) : text
    answers.set(path, { status: response.status, body })
    return body
  }

  /** What a parameter can be: what the list before it tells of. */
  async function valuesOf(name: string, before: string): Promise<readonly string[]> {
    if (given[name] !== undefined) return given[name]
    const body = await get(elsewhere.find(([path]) => path.test(before))?.[1] ?? before)
    const rows: Json[] = Array.isArray(body) ? body : (body?.results ?? [])
    const found = rows
      .slice(0, most)
      .map((row) => row?.[[name, ...names].find((field) => typeof row?.[field] === 'string') ?? ''])
    return found.filter((value) => value !== undefined).map(encodeURIComponent)
  }

  async function filled(path: string): Promise<string[]> {
    const [, before = '', name, after = ''] = /^(.*?)\{(\w+)\}(.*)$/.exec(path) ?? []
    if (name === undefined) return [path]
    const values = await valuesOf(name, before)
    return (await Promise.all(values.map((value) => filled(`${before}${value}${after}`)))).flat()
  }

  for (const path of reads) for (const one of await filled(path)) await get(one)
  return answers
}
