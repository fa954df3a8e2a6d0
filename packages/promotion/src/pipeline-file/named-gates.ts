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
import { makeOwn, type OwnGates } from './own-gates.ts'
import type { GateSettings } from './schema.ts'

type Named = { readonly [Name in keyof Omit<GateSettings, 'license'>]-?: NonNullable<GateSettings[Name]> }

/** The built-in gates. */
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

/**
 * Makes the gates that a stage or an edge names, in the order of the schema, custom gates last. A gate that rejects its settings becomes a
 * flaw of its field.
 */
export function namedGates(said: GateSettings, own: OwnGates, path: FieldPath, flaws: Flaw[]): readonly Gate[] {
  const { license, ...settings } = said
  if (license !== undefined && settings.licence !== undefined) {
    flaws.push({
      path: [...path, 'license'],
      message: 'is another spelling of licence, which is already set: remove one of the two',
    })
  }
  const spelt: GateSettings = license === undefined ? settings : { ...settings, licence: license }
  const isSaid = (name: string) => (name === 'licence' && license !== undefined ? 'license' : name)
  return [...Object.keys(makers), ...Object.keys(own)].flatMap((name) => {
    const given = Object.hasOwn(spelt, name) ? (spelt as Readonly<Record<string, unknown>>)[name] : undefined
    if (given === undefined) return []
    try {
      const maker = Object.hasOwn(own, name) ? own[name] : undefined
      return [maker === undefined ? make(name as keyof Named, spelt) : makeOwn(maker, given as Record<string, unknown>)]
    } catch (error) {
      flaws.push({ path: [...path, isSaid(name)], message: error instanceof Error ? error.message : String(error) })
      return []
    }
  })
}

function make<Name extends keyof Named>(name: Name, settings: GateSettings): Gate {
  return makers[name](settings[name] as Named[Name])
}
