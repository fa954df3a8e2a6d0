import type { WaivedPackages, Waiver } from './waiver.ts'

const fields: Readonly<Record<keyof Waiver, true>> = {
  waives: true,
  aliases: true,
  packages: true,
  stages: true,
  owner: true,
  approver: true,
  reason: true,
  granted: true,
  expires: true,
  untilFixed: true,
}

const packageFields: Readonly<Record<keyof WaivedPackages, true>> = { format: true, name: true, versions: true }

/**
 * Why a waiver passed in by a program is not valid, with the waiver as the subject. An unknown field may have been meant to narrow it, and a waiver
 * that nobody is responsible for is not a decision.
 */
export function shapeAgainst(waiver: Waiver): string | undefined {
  const unknown = [
    ...Object.keys(waiver).filter((key) => !Object.hasOwn(fields, key)),
    ...(waiver.packages ?? []).flatMap((each) => Object.keys(each).filter((key) => !Object.hasOwn(packageFields, key))),
  ]
  if (unknown.length > 0)
    return `has ${unknown.map((key) => JSON.stringify(key)).join(' and ')}, which is not a field of a waiver`
  const missing = (['owner', 'reason'] as const).filter((key) => !isSaid(waiver[key]))
  return missing.length === 0 ? undefined : `has no ${missing.join(' and no ')}`
}

const isSaid = (text: unknown): boolean => typeof text === 'string' && text.trim() !== ''
