import { readFileName } from './file-names.ts'
import type { MavenPlace } from './paths.ts'

/** Request fields of files with a field of their own, by classifier. */
const fields: ReadonlyMap<string, string> = new Map([
  ['sources', 'sources_file'],
  ['javadoc', 'javadoc_file'],
  ['tests', 'tests_file'],
])

/** Extensions of files that describe an artifact: POMs, Gradle metadata, signatures. */
const beside = /^(pom|module|(.*\.)?asc)$/

/** A file with the request field that it would be uploaded in. */
export type Placed<File> = File & { readonly field: string }

/**
 * Arranges the files of a version as those of one package: first the main one, which is the artifact itself if there is one, else the POM.
 *
 * @returns undefined if there are no files
 */
export function arrange<File extends { readonly filename: string }>(
  place: MavenPlace,
  files: readonly File[],
): readonly [Placed<File>, ...Placed<File>[]] | undefined {
  const all = files.map((file) => {
    const { classifier, extension = '' } = readFileName(place, file.filename) ?? {}
    return { file, classifier, extension }
  })
  const plain = all.filter(({ classifier }) => classifier === undefined)
  const main =
    plain.find(({ extension }) => !beside.test(extension)) ?? plain.find(({ extension }) => extension === 'pom') ?? all[0]
  if (main === undefined) return undefined
  const others = all.filter((one) => one !== main)
  return [
    { ...main.file, field: 'package_file' },
    ...others.map(({ file, classifier, extension }) => ({ ...file, field: fieldOf(classifier, extension) })),
  ]
}

function fieldOf(classifier: string | undefined, extension: string): string {
  if (classifier === undefined && extension === 'pom') return 'pom_file'
  return (extension === 'jar' && fields.get(classifier ?? '')) || [classifier ?? 'attached', extension].join('.')
}
