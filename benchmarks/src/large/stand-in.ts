import type { Package } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'

/** A service whose repositories are too large to be made: rows come into being when they are asked for. */
export interface StandIn {
  readonly fetch: typeof fetch
  readonly clock: Emulator['clock']
  /** What was asked for, as `GET packages`. */
  readonly requests: string[]
  /** The row of a package in development, as its webhooks show it. */
  candidate(index: number): Package
}

interface BulkAction {
  readonly action: string
  readonly identifiers: readonly string[]
}

/** How many packages of development are tagged as candidates. */
export const candidates = 500

/** Milliseconds until a copy is synchronised, and until it is scanned: of the size that is seen at the service. */
const [synchronised, scanned] = [4_000, 64_000]

/**
 * Makes a service with so many packages in development and as many others in staging. It knows what a promotion asks: lists in pages, tags,
 * identities by name, single packages, retention and bulk copies, which arrive, synchronise and are scanned by its clock.
 *
 * @throws {Error} on a request that it does not know
 */
export async function createStandIn(size: number): Promise<StandIn> {
  const emulator = createEmulator()
  const { clock } = emulator
  const template = await emulator.add('acme/dev', npmPackage({ name: 'pkg', version: '1.0.0', license: 'MIT' }))
  const arrivals = new Map<number, number>()
  const requests: string[] = []

  return {
    clock,
    requests,
    candidate: (index) => sourceRow(index),
    async fetch(input, init) {
      const request = new Request(input, init)
      const { pathname, searchParams } = new URL(request.url)
      const [, area = '', owner, repo, identifier] = pathname.replace(/^\/v1/, '').split('/')
      requests.push(`${request.method} ${area}${identifier ? ' one' : ''}`)
      if (area === 'packages' && identifier) return one(repo, identifier)
      if (area === 'packages') return list(repo, searchParams)
      if (area === 'repos' && pathname.endsWith('/retention/')) return Response.json(noRetention)
      if (area === 'bulk-action' && owner === 'acme') return copyAll((await request.json()) as BulkAction)
      throw new Error(`The stand-in does not know ${request.method} ${pathname}.`)
    },
  }

  function list(repo: string | undefined, params: URLSearchParams): Response {
    const [page, pageSize] = [Number(params.get('page') ?? 1), Number(params.get('page_size') ?? 30)]
    const query = params.get('query')
    const start = (page - 1) * pageSize
    const [count, row] = repo === 'dev' ? source(query) : destination(query)
    const rows = Array.from({ length: Math.max(0, Math.min(pageSize, count - start)) }, (_, index) => row(start + index))
    const headers = {
      'x-pagination-count': String(count),
      'x-pagination-page': String(page),
      'x-pagination-pagesize': String(pageSize),
      'x-pagination-pagetotal': String(Math.max(1, Math.ceil(count / pageSize))),
    }
    return Response.json(rows, { headers })
  }

  /** How many rows there are, and each of them, newest first. */
  function source(query: string | null): [number, (index: number) => Package] {
    if (query === 'tag:^candidate$') return [candidates, (index) => sourceRow(index * (size / candidates))]
    if (query === null) return [size, sourceRow]
    const named = namesIn(query).filter((index) => index < size)
    return [named.length, (index) => sourceRow(named[index] ?? 0)]
  }

  function destination(query: string | null): [number, (index: number) => Package] {
    if (query === null) {
      const newest = [...arrivals.keys()].reverse()
      const row = (index: number) => (index < newest.length ? arrivedRow(newest[index] ?? 0) : oldRow(index - newest.length))
      return [size + newest.length, row]
    }
    const named = namesIn(query).filter((index) => arrivals.has(index))
    return [named.length, (index) => arrivedRow(named[index] ?? 0)]
  }

  function one(repo: string | undefined, identifier: string): Response {
    const index = Number(identifier.slice(1))
    const isThere =
      repo === 'dev' ? identifier.startsWith('d') && index < size : identifier.startsWith('s') && arrivals.has(index)
    if (!isThere) return Response.json({ detail: 'Not found.' }, { status: 404 })
    return Response.json({ ...(repo === 'dev' ? sourceRow(index) : arrivedRow(index)), has_dependencies: false })
  }

  function copyAll({ action, identifiers }: BulkAction): Response {
    if (action !== 'Copy') throw new Error(`The stand-in does not know the action ${action}.`)
    for (const identifier of identifiers) arrivals.set(Number(identifier.slice(1)), clock.now())
    return Response.json({ action, packages_actioned: identifiers, packages_failed_to_action: {} })
  }

  function sourceRow(index: number): Package {
    const tags = index % (size / candidates) === 0 ? { info: ['candidate'] } : {}
    return rowOf(`pkg-${index}`, { slug_perm: slugOf('d', index), repository: 'dev', tags, checksum_sha256: digestOf(index) })
  }

  function oldRow(index: number): Package {
    return rowOf(`old-${index}`, { slug_perm: slugOf('o', index), repository: 'staging', checksum_sha256: digestOf(index) })
  }

  function arrivedRow(index: number): Package {
    const age = clock.now() - (arrivals.get(index) ?? 0)
    const base = { slug_perm: slugOf('s', index), repository: 'staging', checksum_sha256: digestOf(index) }
    const isDone = age >= synchronised
    const finished = isDone ? new Date((arrivals.get(index) ?? 0) + synchronised).toISOString() : null
    return rowOf(`pkg-${index}`, {
      ...base,
      is_sync_in_flight: !isDone,
      is_sync_completed: isDone,
      sync_finished_at: finished,
      security_scan_status: age >= scanned ? 'Scan Detected No Vulnerabilities' : 'Awaiting Security Scan',
      security_scan_completed_at: age >= scanned ? new Date((arrivals.get(index) ?? 0) + scanned).toISOString() : null,
    })
  }

  function rowOf(name: string, change: Partial<Package>): Package {
    const filename = `${name}-1.0.0.tgz`
    const [file] = template.files
    const files = file === undefined ? [] : [{ ...file, filename, checksum_sha256: change.checksum_sha256 ?? null }]
    return { ...template, name, filename, files, ...change }
  }
}

const noRetention = {
  retention_enabled: false,
  retention_count_limit: 0,
  retention_days_limit: 0,
  retention_size_limit: 0,
  retention_group_by_name: false,
  retention_group_by_format: false,
  retention_group_by_package_type: false,
  retention_package_query_string: null,
}

const namesIn = (query: string): number[] => [...query.matchAll(/name:\^pkg-(\d+)\$/g)].map(([, index]) => Number(index))

const slugOf = (prefix: string, index: number): string => `${prefix}${String(index).padStart(11, '0')}`

const digestOf = (index: number): string => index.toString(16).padStart(64, '0')
