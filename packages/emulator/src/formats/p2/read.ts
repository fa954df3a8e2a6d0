import { readZip } from '../../files/archive.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'
import { readBundle } from './bundle.ts'
import { readFeature } from './feature.ts'
import { parseHeaders } from './manifest-file.ts'

const repository = /^(composite)?(content|artifacts)\.(xml|jar|xml\.xz)$/i

/**
 * Reads content of Eclipse repositories: a bundle with the headers of its `META-INF/MANIFEST.MF`, a feature with its `feature.xml`, or a complete
 * repository in a zip archive with its lists of contents and artifacts. A repository has neither name nor version of its own: these come from the
 * file name.
 *
 * @see https://github.com/eclipse-equinox/p2/blob/master/docs/Installable_Units.md
 */
export function readP2(upload: PackageUpload): Manifest {
  const listed = new Set<string>()
  const { count, files } = readZip(upload.file.bytes, (path) => {
    if (repository.test(path)) listed.add(path.toLowerCase().replace(/^composite|\..*/g, ''))
    return path === 'META-INF/MANIFEST.MF' || path === 'feature.xml'
  })
  const [manifest, feature] = [files.get('META-INF/MANIFEST.MF'), files.get('feature.xml')]
  const headers = manifest && parseHeaders(manifest)
  if (headers?.has('bundle-symbolicname')) return { ...readBundle(headers), numFiles: count }
  if (feature) return { ...readFeature(feature), numFiles: count }
  if (listed.size === 2) return { ...readByFileName(upload), numFiles: count }
  throw new UnreadableError(
    'the archive has no META-INF/MANIFEST.MF with a Bundle-SymbolicName, no feature.xml, and no content and artifacts of a repository',
  )
}
