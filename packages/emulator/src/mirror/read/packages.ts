import * as v from 'valibot'
import { largestPageSize } from '../../generated/page-size.ts'
import { checked } from '../document.ts'
import { type PackageRow, packageRow } from '../rows.ts'
import { isRefusal, rowsIn, type Source } from './source.ts'

/** A repository of a workspace. */
export interface Place {
  readonly owner: string
  readonly repo: string
}

/** How often a list that changes meanwhile is read before it is accepted: 500 packages take two requests at most. */
const mostPasses = 2

/** The rows of a page, and their total number. */
interface ReadPage {
  readonly rows: readonly PackageRow[]
  readonly count: number
  readonly pages: number
}

/** Called with the progress of reading a list. */
export type SeePage = (rows: number, counted: number) => void

/**
 * Reads all packages of a repository once each, the newest first, 500 per request.
 *
 * Packages that arrive meanwhile move rows to later pages, where they are seen again, and appear on the first page, which is read again at the end.
 * Packages that leave move rows to pages that have been read already: the counts reveal this, and the list is read again. If a list does not stop
 * changing, its last reading is used and reported as a gap.
 *
 * @see docs/service.md#pagination
 */
export async function readPackages(source: Source, place: Place, see: SeePage): Promise<PackageRow[]> {
  const { owner, repo } = place
  for (let pass = 1; ; pass++) {
    const { rows, isStill } = await readPass(source, place, pass, see)
    if (isStill) return rows
    if (pass === mostPasses) {
      const detail = `the list changed both times that it was read: some packages may be missing, and others no longer exist`
      source.lack('packages', `${owner}/${repo}`, 'changing', detail)
      return rows
    }
  }
}

async function readPass(source: Source, { owner, repo }: Place, pass: number, see: SeePage) {
  const older = new Map<string, PackageRow>()
  const newer = new Map<string, PackageRow>()
  let count = 0
  let hasShrunk = false

  async function read(key: string, page: number): Promise<ReadPage> {
    const answer = await source.once(`packages ${repo} ${pass} ${key}`, () => readPage(source, { owner, repo }, page))
    hasShrunk ||= answer.count < count
    count = answer.count
    return answer
  }

  let pages = 1
  for (let page = 1; page <= pages; page++) {
    const answer = await read(String(page), page)
    for (const row of answer.rows) older.set(row.slug_perm, older.get(row.slug_perm) ?? row)
    pages = answer.pages
    see(older.size, count)
  }
  // Reads what has arrived since the first page was read, up to a row that is known.
  for (let page = 1, isNew = pages > 1; isNew; page++) {
    const { rows } = await read(`again ${page}`, page)
    for (const row of rows) if (!older.has(row.slug_perm)) newer.set(row.slug_perm, row)
    isNew = rows.length > 0 && rows.every(({ slug_perm }) => !older.has(slug_perm))
  }
  const rows = [...newer.values(), ...older.values()]
  return { rows, isStill: !hasShrunk && rows.length === count }
}

async function readPage(source: Source, { owner, repo }: Place, page: number): Promise<ReadPage> {
  const query = { sort: '-date', page, page_size: largestPageSize }
  try {
    const { body, count, pages } = await source.ask('packages_list', { owner, repo }, query)
    const rows = rowsIn(body, 'packages_list').map((row) => checked(packageRow, row, `a package of ${owner}/${repo}`))
    return { rows, count: count ?? rows.length, pages: pages ?? 1 }
  } catch (error) {
    // A page that no longer exists means that the list has become shorter.
    if (page > 1 && isRefusal(error)) return { rows: [], count: 0, pages: page - 1 }
    throw error
  }
}

const found = v.object({ slug_perm: v.string() })

/** The packages that a query finds, by `slug_perm`. */
export async function findPackages(source: Source, { owner, repo }: Place, query: string): Promise<Set<string>> {
  const slugs = new Set<string>()
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await source.ask('packages_list', { owner, repo }, { query, sort: '-date', page, page_size: largestPageSize })
    for (const row of rowsIn(answer.body, 'packages_list')) slugs.add(checked(found, row, 'a package').slug_perm)
    pages = answer.pages ?? 1
  }
  return slugs
}
