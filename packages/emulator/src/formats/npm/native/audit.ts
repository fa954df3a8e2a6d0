import { ok, type Reply } from '../../../core/reply.ts'
import { isTable } from '../../../files/tree.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativeFinding } from '../../../format/native-package.ts'

/** npm's names for severities, if they differ. */
const severities: Readonly<Record<string, string>> = { medium: 'moderate', minimal: 'info', unknown: 'low' }

/** Most packages in a request, each with several versions. */
const mostNames = 20_000

/** Handles `npm audit`, which requests the advisories for all versions in a project. @see docs/service.md#native-registries */
export function audit(asked: unknown, repository: NativeRepository): Reply {
  const names = Object.entries(isTable(asked) ? asked : {}).slice(0, mostNames)
  const found = names.flatMap(([name, versions]) => {
    const advisories = new Map<string, { finding: NativeFinding; affected: string[] }>()
    for (const version of Array.isArray(versions) ? versions.filter((one) => typeof one === 'string') : []) {
      for (const finding of repository.findings(name, version)) {
        const there = advisories.get(finding.id) ?? { finding, affected: [] }
        there.affected.push(version)
        advisories.set(finding.id, there)
      }
    }
    return advisories.size === 0 ? [] : [[name, [...advisories.values()].map(advisoryOf)] as const]
  })
  return ok(Object.fromEntries(found))
}

function advisoryOf({ finding, affected }: { readonly finding: NativeFinding; readonly affected: readonly string[] }): object {
  const { id, title, severity, cvss, url } = finding
  return {
    id,
    url,
    title,
    severity: severities[severity] ?? severity,
    // npm has not asked about other versions.
    vulnerable_versions: affected.join(' || '),
    cwe: [],
    ...(cvss ? { cvss: { score: cvss.score, vectorString: cvss.vector } } : {}),
  }
}
