import { notFound } from '../../../core/errors.ts'
import { created, ok, type Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'
import { distTagsOf, mayBeTag } from './dist-tags.ts'

/** Handles `npm dist-tag add`: makes a tag refer to one version only. @throws {Refusal} 400, 401, 403 or 404 */
export async function addTag(name: string, tag: string, version: unknown, repository: NativeRepository): Promise<Reply> {
  repository.mustWrite()
  if (!mayBeTag(tag)) throw refused(400, `${JSON.stringify(tag)} cannot be a tag: it is a range of versions.`)
  const packages = await repository.find(name)
  const wanted = packages.find((pkg) => pkg.version === version && pkg.home === 'own')
  if (wanted === undefined) throw refused(404, `${name} ${String(version)} is not in this repository.`)
  for (const pkg of packages) if (pkg.home === 'own' && pkg !== wanted && pkg.tags.includes(tag)) repository.untag(pkg, tag)
  repository.tag(wanted, tag)
  return created(distTagsOf(await repository.find(name), repository.settings))
}

/** Handles `npm dist-tag rm`. @throws {Refusal} 400 if no user has set the tag, 404 if it does not exist */
export async function removeTag(name: string, tag: string, repository: NativeRepository): Promise<Reply> {
  repository.mustWrite()
  const packages = await repository.find(name)
  if (packages.length === 0 || distTagsOf(packages, repository.settings)[tag] === undefined) throw notFound()
  const tagged = packages.filter((pkg) => pkg.home === 'own' && pkg.tags.includes(tag))
  if (tagged.length === 0)
    throw refused(400, `The tag ${tag} was not given to a package of this repository, so it cannot be taken away.`)
  for (const pkg of tagged) repository.untag(pkg, tag)
  return ok(distTagsOf(await repository.find(name), repository.settings))
}
