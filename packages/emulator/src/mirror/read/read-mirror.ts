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

/** The progress of a mirror. */
export interface MirrorProgress {
  /** Requests that were sent in this run. */
  readonly requests: number
  /** Packages read so far. */
  readonly packages: number
  /** Packages in the lists that have been started, as counted by the service. */
  readonly counted: number
  /** Packages whose findings have been read. */
  readonly scans: number
}

/** What to mirror, and how. */
export interface MirrorOptions {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slugs of repositories. Default: all that the caller may see. */
  readonly repositories?: readonly string[]
  /**
   * The packages whose findings are read: `all`, `none`, or those that a query in the search language finds. Each package with findings takes one
   * request. For all other packages, only the number of findings by severity is known. Default: `none`.
   */
  readonly findings?: 'all' | 'none' | (string & {})
  /** Most packages of a repository whose findings are read. Default: 1,000. */
  readonly mostFindings?: number
  /** Parts to leave out. Default: none. */
  readonly without?: readonly MirrorPart[]
  /** Slugs of the formats whose upstreams are read; each takes one request per repository. Default: all formats with upstreams. */
  readonly upstreams?: readonly string[]
  /**
   * Where to store responses until the mirror is complete, so that the next call continues where this one was interrupted: a folder, or an object
   * such as a `Map`. Pages that were read before are not read again. Default: not stored.
   */
  readonly journal?: string | MirrorJournal
  /** Concurrent requests; the client keeps to the rate limit. Default: 4. */
  readonly concurrency?: number
  /** Aborts the reading. */
  readonly signal?: AbortSignal
  /** Called with the progress so far. */
  readonly onProgress?: (progress: MirrorProgress) => void
}

/** What every mirror lacks. */
const never: readonly Pick<MirrorGap, 'what' | 'why' | 'detail'>[] = [
  {
    what: 'bytes',
    why: 'not requested',
    detail: 'files are not downloaded: only their sizes and checksums are known, and no manifests of images',
  },
  { what: 'packages', why: 'not emulated', detail: "URLs and the identifiers of single files are the emulator's own" },
  { what: 'dependencies', why: 'not requested', detail: 'lists of packages do not contain them' },
  { what: 'secrets', why: 'not available', detail: 'API keys of users and services' },
  {
    what: 'workspace',
    why: 'not requested',
    detail: 'invitations, API key policies, OpenID Connect, SAML, domains, usage limits, IP and geo rules, the recycle bin',
  },
  { what: 'signing keys', why: 'not available', detail: 'new ones are generated when they are requested' },
  {
    what: 'violations',
    why: 'not requested',
    detail: 'the violation logs: for packages that are marked as violating a policy, the policies are determined again',
  },
  {
    what: 'logs and statistics',
    why: 'not requested',
    detail: 'audit logs, decision logs of policies, download statistics except the number for each package',
  },
]

/**
 * Reads the content of a workspace into a document. It sends only GET requests, whatever the client is permitted to do.
 *
 * It takes one request per 500 packages, and as many again if packages come and go meanwhile. In addition, it takes ten requests for the workspace
 * and 27 for each repository, of which 22 are for the upstreams of as many formats. What the caller may not read is not an error, but a gap in
 * `unknown`.
 *
 * @throws {MirrorError} if the caller cannot see a repository, the journal belongs to another mirror, or the service answers with an error
 * @throws the client's error if a connection fails, or the reason of an aborted `signal`; with a journal, the next call continues from there
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
    throw new MirrorError('The journal belongs to another mirror: use another journal, or delete this one.')
  }
  const reader = await readReader(source, owner)
  const workspace = await readWorkspace(source, owner)
  const heads = await readRepositories(source, owner, names)
  const people = without.includes('people') ? undefined : await readPeople(source, owner)
  if (people === undefined) source.lack('people', owner, 'not requested', 'left out')
  const policies = without.includes('policies') ? undefined : await readPolicies(source, owner)
  if (policies === undefined) source.lack('policies', owner, 'not requested', 'left out')

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

/** @throws {MirrorError} if an option has an unknown value */
function mustBeSome(option: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((each) => !known.includes(each))
  if (unknown.length > 0) throw new MirrorError(`${option}: there is no ${unknown.join(', ')}, only ${known.join(', ')}`)
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
