import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { table } from '../generated/table.ts'
import { buildMethods, type Invoke } from './methods.ts'
import type { Operation } from './operation.ts'

interface Called {
  operation: Operation
  params: unknown
  options: unknown
}

const remember: Invoke = (operation, params, options): Called => ({ operation, params, options })

type Methods = { [name: string]: Methods & ((...args: unknown[]) => Called) }

const build = (lines: Parameters<typeof buildMethods>[0]) => buildMethods(lines, remember) as Methods

function namesOf(methods: object, path = ''): string[] {
  return Object.entries(methods).flatMap(([name, value]) =>
    typeof value === 'function' ? `${path}${name}` : namesOf(value, `${path}${name}.`),
  )
}

function methodsOf(methods: object): ((...args: unknown[]) => Called)[] {
  return Object.values(methods).flatMap((value) => (typeof value === 'function' ? value : methodsOf(value)))
}

test('a method hands over its operation, parameters and options', () => {
  const { packages } = build({ packages: { read: 'GET /packages/{owner}/' } })

  expect(packages?.read?.({ owner: 'acme' }, { retries: 0 })).toEqual({
    operation: expect.objectContaining({ name: 'packages.read', method: 'GET', path: '/packages/{owner}/' }),
    params: { owner: 'acme' },
    options: { retries: 0 },
  })
})

test('a method without parameters takes its options first', () => {
  const { formats } = build({ formats: { list: 'GET /formats/ [] -' } })

  expect(formats?.list?.({ timeout: 5 })).toMatchObject({ params: {}, options: { timeout: 5 } })
})

test('a name in braces is a method, or a group of methods, for each format', () => {
  const { upload, upstream } = build({
    upload: { '{deb,npm}': 'POST /upload/{*}/' },
    upstream: { '{deb,npm}': { list: 'GET /{owner}/upstream/{*}/ []+', read: 'GET /{owner}/upstream/{*}/{slug_perm}/' } },
  })

  expect(upload?.npm?.({}).operation).toMatchObject({ name: 'upload.npm', path: '/upload/npm/' })
  expect(upstream?.deb?.list?.({}).operation).toMatchObject({ name: 'upstream.deb.list', path: '/{owner}/upstream/deb/' })
  expect(upstream?.npm?.read?.({}).operation.path).toBe('/{owner}/upstream/npm/{slug_perm}/')
})

describe.each(['v1', 'v2'] as const)('the methods of %s', (version) => {
  const runtime = build(table[version])

  test('are those that the types promise', () => {
    expect(namesOf(runtime).sort()).toEqual([...promises(version).keys()].sort())
  })

  test('know what the types promise as an answer: a list, an object, or nothing', () => {
    const promised = promises(version)
    const wrong = methodsOf(runtime).flatMap((method) => {
      const { name, list, answer } = method({}).operation
      const known = list !== undefined ? 'ListCall' : answer === 'nothing' ? 'void' : 'Call'
      return answer === 'anything' || known === promised.get(name) ? [] : [`${name}: ${known}, not ${promised.get(name)}`]
    })
    expect(wrong).toEqual([])
  })

  test('leave an answer open in hardly any place', () => {
    const open = methodsOf(runtime)
      .map((method) => method({}).operation)
      .filter(({ answer }) => answer === 'anything')
    expect(open.map(({ name }) => name)).toEqual(
      version === 'v1' ? ['badges.version'] : ['metadata.validate', 'workspaces.policies.decisionLog'],
    )
  })

  test('each name an HTTP method and a whole path, and no two the same', () => {
    const operations = methodsOf(runtime).map((method) => method({}).operation)
    const addresses = operations.map(({ method, path, fixed }) => `${method} ${path} ${JSON.stringify(fixed)}`)

    for (const { method, path } of operations)
      expect(`${method} ${path}`).toMatch(/^(GET|POST|PUT|PATCH|DELETE) \/([\w.:-]+|\{\w+\})(\/([\w.:-]+|\{\w+\}))*\/?$/)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test('are called replace where they PUT, and update where they PATCH, but for what has a name of its own', () => {
    const operations = methodsOf(runtime).map((method) => method({}).operation)
    const otherwise = operations.filter(({ name, method }) =>
      method === 'PUT' ? !name.endsWith('.replace') : method === 'PATCH' && !name.endsWith('.update'),
    )

    expect(otherwise.map(({ name }) => name)).toEqual(
      version === 'v1'
        ? ['packages.updateLicense', 'orgs.members.updateRole', 'orgs.members.updateVisibility', 'user.apiKeys.refresh']
        : [],
    )
  })
})

/** What the methods in the generated interfaces return, by their dotted names: a list, nothing, or a result. */
function promises(version: 'v1' | 'v2'): Map<string, string> {
  const folder = join(import.meta.dirname, '..', 'generated')
  const files = globSync([`${version}-methods.ts`, `${version}-methods/*.ts`], { cwd: folder })
  const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  const interfaces = new Map<string, string>()
  for (const [, name = '', body = ''] of source.matchAll(/^export interface (\w+) \{\n(.*?)^\}/gms)) interfaces.set(name, body)

  function methods(of: string, path: string): [string, string][] {
    const body = interfaces.get(of)
    if (body === undefined) throw new Error(`there is no interface ${of}`)
    const own = [...body.matchAll(/^ {2}(\w+)\(.*\): (Call|ListCall)<(.*)>$/gm)].map(
      ([, name, call = '', type]): [string, string] => [`${path}${name}`, type === 'void' ? 'void' : call],
    )
    const groups = [...body.matchAll(/^ {2}readonly (\w+): (\w+)$/gm)]
    return [...own, ...groups.flatMap(([, name = '', group = '']) => methods(group, `${path}${name}.`))]
  }

  return new Map(methods(`Cloudsmith${version.toUpperCase()}`, ''))
}
