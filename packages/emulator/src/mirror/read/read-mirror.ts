import { upstreamFormats } from '../../catalogue/upstreams.ts'
import type { MirrorClient } from '../client.ts'
import { documentOf, type MirrorDocument } from '../document.ts'
import type { MirrorGap } from '../gap.ts'
import { type MirrorJournal, openJournal } from '../journal.ts'
import { MirrorError } from '../mirror-error.ts'
import { each } from './each.ts'
import { readFindings } from './findings.ts'
import { readPackages } from './packages.ts'
import { type MirrorPart, mirrorParts, type RepositoryHead, readFrame, readRepositories } from './repository.ts'
import { sourceOf } from './source.ts'
import { readPeople, readPolicies, readReader, readWorkspace } from './workspace.ts'

/** How far a mirror is. */
export interface MirrorProgress {
  /** Requests that were sent in this run. */
  readonly requests: number
  /** Packages that are known, and how many the lists count that have been begun. */
  readonly packages: number
  readonly counted: number
  /** Packages whose findings are known. */
  readonly scans: number
}

/** What is mirrored, and how. */
export interface MirrorOptions {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slugs of repositories. Default: all that the caller sees. */
  readonly repositories?: readonly string[]
  /**
   * Of which packages the findings are read, which takes a request for each that has any: of `all`, of `none`, or of those that a query of the
   * search language finds. Of the others only their number is known, by severity. Default: `none`.
   */
  readonly findings?: 'all' | 'none' | (string & {})
  /** Of how many packages of a repository the findings are read at most. Default: 1,000. */
  readonly mostFindings?: number
  /** What is left out. Default: nothing. */
  readonly without?: readonly MirrorPart[]
  /** Formats whose upstreams are read, by slug: each takes a request for every repository. Default: all that there may be upstreams for. */
  readonly upstreams?: readonly string[]
  /**
   * Where answers are kept until the mirror is whole, so that the next call goes on where this one was interrupted: a folder, or an object
   * such as a `Map`. Pages that were read before are as they were then. Default: nowhere.
   */
  readonly journal?: string | MirrorJournal
  /** Requests at a time; the client keeps to the rate limit. Default: 4. */
  readonly concurrency?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: MirrorProgress) => void
}

/** What no mirror knows. */
const never: readonly Pick<MirrorGap, 'what' | 'why' | 'detail'>[] = [
  { what: 'bytes', why: 'not asked', detail: 'no file is downloaded: size and checksums are known, and no manifest of an image' },
  { what: 'packages', why: 'not emulated', detail: "addresses, and identifiers of single files: they are the emulator's own" },
  { what: 'dependencies', why: 'not asked', detail: 'lists of packages do not tell them' },
  { what: 'secrets', why: 'not told', detail: 'API keys of users and services' },
  {
    what: 'workspace',
    why: 'not asked',
    detail: 'invitations, rules for keys, OpenID Connect, SAML, domains, limits of use, countries and addresses, the recycle bin',
  },
  { what: 'signing keys', why: 'not told', detail: 'made anew where somebody asks for them' },
  {
    what: 'violations',
    why: 'not asked',
    detail: 'the logs: which policies are violated is found out anew where a package says that it violates any',
  },
  {
    what: 'logs and statistics',
    why: 'not asked',
    detail: 'audit logs, decisions of policies, downloads beside the number for each package',
  },
]

/**
 * Reads what a workspace holds, as a document. Only reads: whatever the client may do, nothing but GET is sent.
 *
 * It takes one request for 500 packages, and as many again where they come and go meanwhile; beside, ten for the workspace and 27 for each
 * repository, of which 22 are for upstreams of as many formats. What the caller may not read is a gap in `unknown`, and no error.
 *
 * @throws {MirrorError} for a repository that the caller does not see, a journal of another mirror, and what the service fails to answer
 * @throws what the client throws where a connection fails, or `signal` is aborted: with a journal, the next call goes on from there
 */
export async function readMirror(client: MirrorClient, options: MirrorOptions): Promise<MirrorDocument> {
  const { owner, repositories: names, findings = 'none', mostFindings = 1_000, without = [], concurrency = 4, signal } = options
  const { upstreams = Object.keys(upstreamFormats) } = options
  mustBeSome('without', without, mirrorParts)
  mustBeSome('upstreams', upstreams, Object.keys(upstreamFormats))
  const journal = typeof options.journal === 'string' ? await openJournal(options.journal) : (options.journal ?? new Map())
  const gaps: MirrorGap[] = never.map((gap) => ({ ...gap, where: owner }))
  const progress = progressOf(options.onProgress)
  const source = sourceOf(client, { journal, gaps, concurrency, signal, asked: progress.asked })

  const asked = JSON.stringify({ owner, names, findings, mostFindings, without, upstreams })
  if ((await source.once('asked', async () => asked)) !== asked) {
    throw new MirrorError('The journal is of a mirror of something else: name another, or delete it.')
  }
  const reader = await readReader(source, owner)
  const workspace = await readWorkspace(source, owner)
  const heads = await readRepositories(source, owner, names)
  const people = without.includes('people') ? undefined : await readPeople(source, owner)
  if (people === undefined) source.lack('people', owner, 'not asked', 'left out')
  const policies = without.includes('policies') ? undefined : await readPolicies(source, owner)
  if (policies === undefined) source.lack('policies', owner, 'not asked', 'left out')

  const repositories = await each(heads, concurrency, async (head: RepositoryHead) => {
    const place = { owner, repo: head.settings.slug }
    const where = `${owner}/${place.repo}`
    const packages = await source.orGap(undefined, { what: 'packages', where }, () =>
      readPackages(source, place, progress.counted(place.repo)),
    )
    const frame = await readFrame(source, owner, head, { without, upstreams, concurrency })
    const scans = await readFindings(source, place, packages ?? [], { findings, mostFindings, concurrency }, progress.scanned)
    return { ...head, ...frame, scans, packages: packages ?? [] }
  })
  const now = client.clock?.now() ?? Date.now()
  const document = documentOf({
    readAt: new Date(now).toISOString(),
    workspace,
    reader: reader ?? null,
    ...people,
    policies: policies ?? {},
    repositories,
    unknown: gaps,
  })
  await journal.clear()
  return document
}

/** @throws {MirrorError} for what is none of those that there are */
function mustBeSome(option: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((each) => !known.includes(each))
  if (unknown.length > 0) throw new MirrorError(`${option}: ${unknown.join(', ')}: must be some of ${known.join(', ')}`)
}

function progressOf(tell: MirrorOptions['onProgress']) {
  let [requests, scans] = [0, 0]
  const lists = new Map<string, { rows: number; counted: number }>()
  const say = () => {
    const all = [...lists.values()]
    const sum = (key: 'rows' | 'counted') => all.reduce((total, list) => total + list[key], 0)
    tell?.({ requests, packages: sum('rows'), counted: sum('counted'), scans })
  }
  return {
    asked() {
      requests += 1
    },
    counted: (repo: string) => (rows: number, counted: number) => {
      lists.set(repo, { rows, counted })
      say()
    },
    scanned() {
      scans += 1
      say()
    },
  }
}
