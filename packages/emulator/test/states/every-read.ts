import { routes } from '../../src/generated/routes.ts'
import type { Emulator } from '../../src/index.ts'
import type { Json } from '../json.ts'
import { keys } from '../story.ts'

/** Paths that do not belong to a workspace, and operations that change something although their method suggests otherwise. */
const others = /^\/(?:formats|distros|storage-regions|status|rates|quota\/oss)\/|remove\/$|simulate\/$/

const reads = routes.filter(({ method, path }) => method === 'GET' && !others.test(path)).map(({ path }) => path)

const given: Readonly<Record<string, readonly string[]>> = {
  owner: ['acme'],
  org: ['acme'],
  workspace: ['acme'],
  repo: ['dev', 'production'],
}

/** Fields of a row that may be the value of a path parameter, if none has its name. */
const names = ['slug_perm', 'slug', 'identifier', 'id', 'user', 'claim_value']

/** Where to find values that the list before a parameter does not contain. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^\/v2\/metadata\/packages\/$/, '/packages/acme/dev/?query=name:minimist'],
  [/^\/vulnerabilities\/acme\/\w+\/$/, '/packages/acme/dev/?query=name:minimist'],
  [/^\/(?:api\/)?repos\/acme\/$/, '/repos/acme/'],
  [/^\/users\/profile\/$/, '/orgs/acme/members/'],
]

/**
 * Reads everything that an emulator returns: every list, and some of its rows.
 *
 * @param most how many rows of a list are read one by one
 * @returns the responses by path
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

  /** The values of a path parameter, from the list before it. */
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
