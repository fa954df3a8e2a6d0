import { versionScheme } from '@cloudsmith-sdk/formats'
import { identityOf, keyOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import { millisecondsOf } from '../text/duration.ts'
import { momentOf } from '../text/moment.ts'
import type { Knowledge } from './knowledge.ts'
import { approverOf, type WaivedPackages, type Waiver } from './waiver.ts'
import { shapeAgainst } from './waiver-shape.ts'

/** What decides about waivers: the package and the circumstances. */
type Circumstances = Pick<Knowledge, 'package' | 'step' | 'now' | 'waiverLife' | 'personOf' | 'groupsOf'>

/**
 * Why a waiver does not count for a package, with the waiver as the subject; undefined if it does. Does not check what it waives.
 *
 * @param mayWaive people and groups who may waive, as named in the gate
 */
export const objectionTo = (waiver: Waiver, asked: Circumstances, mayWaive: readonly string[]): string | undefined =>
  shapeAgainst(waiver) ??
  timeAgainst(waiver, asked) ??
  stageAgainst(waiver, asked.step) ??
  packagesAgainst(waiver, asked.package) ??
  approverAgainst(waiver, asked, mayWaive)

/** Whether a waiver applies to packages of this format and name, whatever their version. */
export const isAbout = ({ packages }: Waiver, row: PackageRow): boolean =>
  packages === undefined || packages.some((each) => hasName(each, row))

/**
 * Why a waiver does not count at this time, with the waiver as the subject: it has expired, has not begun, or lasts longer than allowed; undefined if
 * it counts. A waiver with an invalid date does not count, so nothing is waived by mistake.
 */
export function timeAgainst({ granted, expires }: Waiver, { now, waiverLife }: Pick<Knowledge, 'now' | 'waiverLife'>) {
  const [begin, end] = [granted === undefined ? now : momentOf(granted), momentOf(expires)]
  if (begin === undefined) return `was granted on ${JSON.stringify(granted)}, which is not a date`
  if (end === undefined) return `expires on ${JSON.stringify(expires)}, which is not a date`
  if (begin > now) return `is only granted from ${granted} on`
  if (end <= now) return `expired on ${expires}`
  if (end.getTime() - begin.getTime() <= millisecondsOf(waiverLife)) return undefined
  return `lasts until ${expires}, longer than the ${waiverLife} that the pipeline allows`
}

export function stageAgainst({ stages }: Waiver, step: Knowledge['step']): string | undefined {
  if (stages === undefined || (step !== undefined && stages.includes(step.to))) return undefined
  return `is for ${stages.join(', ') || 'no stage'}, not for ${step?.to ?? 'an unnamed step'}`
}

function packagesAgainst({ packages }: Waiver, row: PackageRow): string | undefined {
  if (packages === undefined) return undefined
  const named = packages.filter((each) => hasName(each, row))
  if (named.length === 0) return `is not for ${row.name}`
  const verdicts = named.map(({ versions }) => admits(versions, row))
  if (verdicts.includes(true)) return undefined
  const ranges = named.map(({ versions }) => versions).join(' or ')
  return verdicts.includes(undefined)
    ? `is for ${ranges}, and it is not known whether ${row.version ?? 'it'} is one of them`
    : `is for ${ranges}, not for ${row.version ?? 'it'}`
}

function approverAgainst(waiver: Waiver, { personOf, groupsOf }: Circumstances, mayWaive: readonly string[]): string | undefined {
  const approver = personOf(approverOf(waiver))
  if (mayWaive.some((name) => personOf(name) === approver || groupsOf(approver).includes(name))) return undefined
  return `does not count: ${mayWaive.length === 0 ? 'nobody' : `only ${mayWaive.join(' or ')}`} may waive this`
}

function hasName({ format, name }: WaivedPackages, row: PackageRow): boolean {
  if (format !== row.format) return false
  if (name === undefined) return true
  const { identifiers } = identityOf(row)
  const group = identifiers?.maven_group_id
  const its = row.name ?? ''
  const own = [its, ...(group === undefined ? [] : [`${group}:${its}`])]
  return own.some((each) => nameKey(format, each) === nameKey(format, name))
}

/** A key that is equal for all spellings of a name in its format. */
const nameKey = (format: string, name: string): string => keyOf({ format, name, version: '', filename: '' })

function admits(versions: string | undefined, { format, version }: PackageRow): boolean | undefined {
  if (versions === undefined || versions === version) return true
  if (version === null) return undefined
  return versionScheme(format)?.satisfies(version, { operator: 'matches', version: versions })
}
