import { createHash } from 'node:crypto'
import { notFound } from '../../../core/errors.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { specificationOf } from './describe.ts'
import { numberOf, platformOf } from './full-name.ts'
import { infoLine, isInfo } from './info-line.ts'

/** The line before the list. */
const start = '---\n'

/** The names of all gems. */
export async function namesOf(repository: NativeRepository): Promise<string> {
  const names = new Set((await repository.everything()).map(({ name }) => name))
  return start + [...names].toSorted().map(lineOf).join('')
}

/** All versions of a name, the oldest first. @throws {Refusal} 404 */
export async function infoOf(name: string, repository: NativeRepository): Promise<string> {
  const packages = (await repository.find(name)).filter((pkg) => pkg.name === name)
  if (packages.length === 0) throw notFound()
  return start + (await Promise.all(packages.map(infoLineOf))).map(lineOf).join('')
}

/**
 * The versions of all gems; each line has the MD5 of its name's index from that version on. Gems of upstreams come first, then those here in the
 * order of their arrival, so that new lines are added at the end.
 */
export async function versionsOf(repository: NativeRepository): Promise<string> {
  const packages = await repository.everything()
  const elsewhere = Map.groupBy(
    packages.filter(({ home }) => home === 'upstream'),
    ({ name }) => name,
  )
  const here = packages.filter(({ home }) => home !== 'upstream')
  const oldest = here.reduce((least, { publishedAt = 0 }) => Math.min(least, publishedAt), Number.POSITIVE_INFINITY)
  const createdAt = new Date(Number.isFinite(oldest) ? oldest : 0).toISOString()
  const infos = new Map<string, string>()
  const added: string[] = []
  for (const pkg of here) {
    const info = (infos.get(pkg.name) ?? start) + lineOf(await infoLineOf(pkg))
    infos.set(pkg.name, info)
    added.push(versionLine(pkg.name, [pkg], md5(info)))
  }
  const offered = [...elsewhere].map(([name, all]) => versionLine(name, all, md5Told(all)))
  return [`created_at: ${createdAt}\n`, start, ...offered, ...added].join('')
}

function versionLine(name: string, packages: readonly NativePackage[], sum: string): string {
  return lineOf(`${name} ${packages.map((pkg) => numberOf(pkg.version, platformOf(pkg))).join(',')} ${sum}`)
}

async function infoLineOf(pkg: NativePackage): Promise<string> {
  if (pkg.home === 'upstream' && isInfo(pkg.told)) return pkg.told.line
  return infoLine(await specificationOf(pkg), pkg.files[0].checksums.sha256)
}

/** The MD5 that the upstream states for the index of a name. A folder states none, and clients then request the index anyway. */
function md5Told(packages: readonly NativePackage[]): string {
  const [sum] = packages.flatMap(({ told }) =>
    typeof told === 'object' && told !== null && 'md5' in told && typeof told.md5 === 'string' ? [told.md5] : [],
  )
  return sum ?? md5('')
}

const lineOf = (text: string): string => `${text}\n`
const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
