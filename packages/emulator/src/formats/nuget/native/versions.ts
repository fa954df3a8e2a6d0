import { notFound } from '../../../core/errors.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { type Details, detailsOf } from './details.ts'
import { isSymbols, versionKey } from './ids.ts'

/** A version with its details. */
export interface Version {
  readonly pkg: NativePackage
  readonly details: Details
}

/** The installable packages, each version once, the lowest first. */
export function inOrder(packages: readonly NativePackage[]): NativePackage[] {
  const { compare } = schemeOfFormat('nuget')
  const distinct = new Map<string, NativePackage>()
  for (const pkg of packages) {
    const key = versionKey(pkg.version)
    if (!isSymbols(pkg) && !distinct.has(key)) distinct.set(key, pkg)
  }
  return [...distinct.values()].sort((a, b) => compare(a.version, b.version))
}

/** All versions of an id, the lowest first. @throws {Refusal} 404 if there are none */
export async function versionsOf(id: string, repository: NativeRepository): Promise<NativePackage[]> {
  const found = inOrder(await repository.find(id))
  if (found.length === 0) throw notFound()
  return found
}

/** One version. @throws {Refusal} 404 */
export async function versionOf(id: string, version: string, repository: NativeRepository): Promise<NativePackage> {
  const first = await repository.package(id, version)
  if (first !== undefined && !isSymbols(first)) return first
  const found = (await versionsOf(id, repository)).find((pkg) => versionKey(pkg.version) === versionKey(version))
  if (found === undefined) throw notFound()
  return found
}

/** The versions with their details. */
export const described = (packages: readonly NativePackage[]): Version[] =>
  packages.map((pkg) => ({ pkg, details: detailsOf(pkg) }))
