import { minAge, soak } from '../gates/age.ts'
import { approval } from '../gates/approval.ts'
import { freeze } from '../gates/freeze.ts'
import type { Gate } from '../gates/gate.ts'
import { licence } from '../gates/licence.ts'
import { maxSeverity } from '../gates/max-severity.ts'
import { metadata } from '../gates/metadata.ts'
import { requiredTags } from '../gates/required-tags.ts'
import { scanned } from '../gates/scanned.ts'
import { noMalware, noPolicyViolation, notQuarantined } from '../gates/service-flags.ts'
import { vulnerabilities } from '../gates/vulnerabilities.ts'
import type { FieldPath, Flaw } from '../repository/document-error.ts'
import type { GateSettings } from './schema.ts'

type Named = { readonly [Name in keyof GateSettings]-?: NonNullable<GateSettings[Name]> }

/** The gates that a file can name. */
const makers: { readonly [Name in keyof Named]: (settings: Named[Name]) => Gate } = {
  scanned,
  'max-severity': maxSeverity,
  vulnerabilities,
  licence,
  'no-malware': noMalware,
  'not-quarantined': notQuarantined,
  'no-policy-violation': noPolicyViolation,
  'min-age': minAge,
  soak,
  'required-tags': requiredTags,
  metadata,
  freeze,
  approval,
}

/** Makes the gates that a stage or an edge names, in the order of the schema. What a gate does not like about its settings becomes a flaw of its field. */
export function namedGates(settings: GateSettings, path: FieldPath, flaws: Flaw[]): readonly Gate[] {
  return Object.keys(settings).flatMap((name) => {
    try {
      return [make(name as keyof GateSettings, settings)]
    } catch (error) {
      flaws.push({ path: [...path, name], message: (error as Error).message })
      return []
    }
  })
}

function make<Name extends keyof Named>(name: Name, settings: GateSettings): Gate {
  return makers[name](settings[name] as Named[Name])
}
