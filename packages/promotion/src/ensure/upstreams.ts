import type { UpstreamFormat } from '@cloudsmith-sdk/client'
import type { UpstreamDefinition } from '../pipeline/upstreams.ts'
import { byKey } from '../repository/identity.ts'
import { createOrFind } from './create-or-find.ts'
import type { StageCheck } from './stage-check.ts'

/** The formats whose upstreams require a distribution, which a pipeline does not specify. */
const formatsByDistribution: readonly UpstreamFormat[] = ['deb', 'rpm']

/** Creates the missing upstreams of a stage, and records differences and additional upstreams. */
export async function ensureUpstreams(check: StageCheck, isNew: boolean): Promise<void> {
  const { stage, dryRun, created, differs } = check
  const present = isNew ? [] : await readUpstreams(check)
  const known = new Set<UpstreamDefinition>()
  for (const wanted of stage.upstreams) {
    const found = present.find((each) => hasSameAddress(each, wanted)) ?? present.find((each) => hasSameName(each, wanted))
    if (found !== undefined) {
      known.add(found)
      compare(found, wanted)
    } else if (formatsByDistribution.includes(wanted.format)) {
      const by = `${wanted.url}, created by hand for its distribution`
      differs.push({ stage: stage.name, what: titleOf(wanted), is: 'missing', wanted: by })
    } else {
      const existing = dryRun ? undefined : await create(check, wanted)
      if (existing === undefined)
        created.push({ stage: stage.name, repository: stage.repository, what: 'upstream', upstream: wanted })
      else compare(existing, wanted)
    }
  }
  for (const other of present) {
    if (!known.has(other)) differs.push({ stage: stage.name, what: titleOf(other), is: other.url, wanted: 'none' })
  }

  function compare(found: UpstreamDefinition, wanted: UpstreamDefinition) {
    if (!hasSameAddress(found, wanted))
      differs.push({ stage: stage.name, what: titleOf(found), is: found.url, wanted: wanted.url })
  }
}

/** Creates an upstream, unless one with its address or name exists by now: then that one is returned. */
function create(check: StageCheck, wanted: UpstreamDefinition): Promise<UpstreamDefinition | undefined> {
  const { cloudsmith, owner, stage, signal } = check
  const { format, name, url } = wanted
  const params = {
    owner,
    repo: stage.repository,
    format,
    name,
    upstream_url: url,
    is_active: true,
    mode: 'Cache and Proxy',
  } as const
  return createOrFind(
    () => cloudsmith.repos.upstreams.create(params, { signal }),
    async () => {
      const present = await readUpstreams(check, [format])
      return present.find((each) => hasSameAddress(each, wanted)) ?? present.find((each) => hasSameName(each, wanted))
    },
  )
}

/** The upstreams of the given formats, or of all, sorted by format and name, because responses have no fixed order. */
async function readUpstreams(check: StageCheck, formats?: readonly UpstreamFormat[]): Promise<UpstreamDefinition[]> {
  const { cloudsmith, owner, stage, signal } = check
  const rows = await cloudsmith.repos.upstreams.list({ owner, repo: stage.repository, formats }, { signal }).toArray()
  const found = rows.map(({ format, name, upstream_url }) => ({ format, name, url: upstream_url }))
  return found.toSorted((a, b) => byKey(titleOf(a), titleOf(b)))
}

const hasSameAddress = (a: UpstreamDefinition, b: UpstreamDefinition): boolean =>
  a.format === b.format && addressOf(a) === addressOf(b)
const hasSameName = (a: UpstreamDefinition, b: UpstreamDefinition): boolean => a.format === b.format && a.name === b.name

/** The service accepts addresses with and without a trailing slash. */
const addressOf = ({ url }: UpstreamDefinition): string => url.replace(/(?<!\/)\/+$/, '')

const titleOf = ({ format, name }: UpstreamDefinition): string => `${format} upstream ${name}`
