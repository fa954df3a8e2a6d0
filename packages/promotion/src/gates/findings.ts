import type { Vulnerability } from '@cloudsmith-sdk/client'
import { finishedScan } from '@cloudsmith-sdk/client/sync'
import { isNamed } from './advisories.ts'
import type { Knowledge } from './knowledge.ts'
import { isAbout, objectionTo } from './objection.ts'
import { type Block, block, type Wait, wait } from './outcome.ts'
import { askForScan, scanOf } from './scan-words.ts'
import type { RefusedWaiver, Waiver } from './waiver.ts'

/** A finding of a scan, and whether it is waived. */
export interface Found {
  readonly finding: Vulnerability
  /** The waiver that covers it; undefined if none does. */
  readonly waiver: Waiver | undefined
  /** Waivers that name it but do not count. */
  readonly refused: readonly RefusedWaiver[]
}

/**
 * The findings of a package, or why they are not known. A package that is clean, or not scanned at all, has none.
 *
 * @param mayWaive whose waivers count. Default: nobody's
 */
export function findingsOf(knowledge: Knowledge, mayWaive: readonly string[] = []): readonly Found[] | Block | Wait {
  const { package: pkg, findings } = knowledge
  const scan = finishedScan(pkg)
  if (scan === undefined) {
    return wait({ for: scanOf(pkg), seen: pkg.security_scan_status ?? 'no scan yet', needed: 'a finished scan' })
  }
  const seen = scan.status
  if (scan.verdict === 'failed')
    return block({ cause: 'evidence', why: 'its scan failed', remedy: askForScan, seen, needed: 'a finished scan' })
  if (scan.verdict !== 'vulnerable') return []
  if (findings === undefined) {
    return block({ cause: 'evidence', why: 'the findings of its scan are not known', seen, needed: 'the findings of the scan' })
  }
  return findings.map((finding) => found(finding, knowledge, mayWaive))
}

/** The findings that are not waived. */
export const openOf = (all: readonly Found[]): readonly Found[] => all.filter(({ waiver }) => waiver === undefined)

/** The waivers that cover findings, without duplicates. */
export const waiversOf = (all: readonly Found[]): readonly Waiver[] => [...new Set(all.flatMap(({ waiver }) => waiver ?? []))]

/** The waivers that name findings but do not count, without duplicates. */
export const refusedOf = (all: readonly Found[]): readonly RefusedWaiver[] => [
  ...new Map(all.flatMap(({ refused }) => refused.map((each) => [each.waiver, each] as const))).values(),
]

function found(finding: Vulnerability, knowledge: Knowledge, mayWaive: readonly string[]): Found {
  const named = knowledge.waivers
    .filter(({ waives, aliases = [] }) => isNamed(finding, [waives, ...aliases]))
    .filter((waiver) => isAbout(waiver, knowledge.package))
    .map((waiver) => ({ waiver, why: objectionTo(waiver, knowledge, mayWaive) ?? fixAgainst(waiver, finding) }))
  const waiver = named.find(({ why }) => why === undefined)?.waiver
  return { finding, waiver, refused: named.flatMap(({ waiver, why }) => (why === undefined ? [] : { waiver, why })) }
}

/** A waiver ends once a fix exists, unless `untilFixed` is false. */
function fixAgainst({ untilFixed = true }: Waiver, { fixed_version }: Vulnerability): string | undefined {
  if (!untilFixed || fixed_version === null) return undefined
  return `ended when a fixed version appeared: ${fixed_version.version}`
}
