import type { DeliveryAnswer, PackageAnswer, StateAnswer } from '../../src/control/answers.ts'
import { linkTo } from '../route.ts'
import { Badge, Badges, Text } from '../text.tsx'
import { number } from '../words.ts'

/** The colour of a severity. */
export const severityKind = (severity: string) =>
  severity === 'Critical' || severity === 'High' ? 'bad' : severity === 'Medium' ? 'warn' : ''

/** The URL of a package. */
export const packageLink = (slugPerm: string) => linkTo(['packages', slugPerm])

/** The URL of a repository's packages. */
export const repositoryLink = (place: string) => linkTo(['packages'], { repository: place })

/** A package with its name and version, as a link to its details. */
export function PackageLink({ slug_perm, name, version }: Pick<PackageAnswer, 'slug_perm' | 'name' | 'version'>) {
  return (
    <a href={packageLink(slug_perm)} class="strong">
      <Text of={name} />
      {version !== null && (
        <span class="version">
          {' '}
          <Text of={version} />
        </span>
      )}
    </a>
  )
}

/** A repository, as a link to its content. */
export function RepositoryLink({ place }: { place: string }) {
  return <a href={repositoryLink(place)}>{place}</a>
}

/** Tags as pills. */
export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <Badges>
      {tags.map((tag) => (
        <Badge key={tag}>
          <Text of={tag} />
        </Badge>
      ))}
    </Badges>
  )
}

/** The progress of a package. */
export function Stage({ row }: { row: Pick<PackageAnswer, 'status' | 'stage' | 'progress' | 'deleting' | 'reason'> }) {
  const { status, stage, progress, deleting, reason } = row
  if (deleting) return <Badge kind="warn">Deleting</Badge>
  if (status === 'Completed') return <Badge kind="good">Completed</Badge>
  if (status === 'Quarantined') return <Badge kind="bad">Quarantined</Badge>
  if (status === 'Failed') {
    return (
      <>
        <Badge kind="bad">Failed</Badge> <span class="faint">{reason !== null && <Text of={reason} />}</span>
      </>
    )
  }
  return (
    <>
      <progress max={100} value={progress} aria-label={stage} /> <span class="faint">{stage}</span>
    </>
  )
}

/** The findings of a scan, by severity. */
export function Scan({ row: { scan, findings } }: { row: Pick<PackageAnswer, 'scan' | 'findings'> }) {
  const counts = Object.entries(findings ?? {})
  if (!scan.startsWith('Scan Detected')) return <span class="faint tight">{scan.replace('Security Scanning ', '')}</span>
  if (counts.length === 0) return <span class="faint tight">Nothing found</span>
  return (
    <Badges>
      {counts.map(([severity, count]) => (
        <Badge key={severity} kind={severityKind(severity)}>
          {number(count)} {severity}
        </Badge>
      ))}
    </Badges>
  )
}

/** The status of a request. */
export function Status({ status }: { status: number | null }) {
  if (status === null) return <Badge kind="bad">no answer</Badge>
  return <Badge kind={status < 400 ? 'good' : status < 500 ? 'warn' : 'bad'}>{status}</Badge>
}

const deliveryKinds = { delivered: 'good', failed: 'bad', pending: 'warn' } as const

/** The state of a delivery. */
export function DeliveryState({ state }: Pick<DeliveryAnswer, 'state'>) {
  return <Badge kind={deliveryKinds[state]}>{state}</Badge>
}

/** All repositories by `workspace/repository`. */
export const placesOf = (state: StateAnswer | undefined) =>
  (state?.workspaces ?? []).flatMap(({ slug, repositories }) =>
    repositories.map((repository) => ({ ...repository, place: `${slug}/${repository.slug}` })),
  )
