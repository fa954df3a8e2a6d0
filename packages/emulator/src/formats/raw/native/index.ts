import { orNotFound } from '../../../core/errors.ts'
import { curlClient } from '../../../format/curl.ts'
import { noVersion } from '../../../format/fields.ts'
import type { Native } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'

/**
 * Raw files at URLs that are made from the name and version of their upload.
 *
 * @see docs/service.md#downloads
 */
export const rawNative: Native = {
  downloads: true,
  severalOfVersion: true,
  async answer(request, repository) {
    mustRead(request)
    const { filename, name = filename, version = noVersion } = orNotFound(addressOf(request.segments))
    const named = (await repository.find(name)).filter((pkg) => pkg.name === name && pkg.files[0].filename === filename)
    const found = version === 'latest' ? latestOf(named) : named.findLast((pkg) => pkg.version === version)
    return repository.give(orNotFound(found))
  },
  clients: ({ downloads, credentials }) => [curlClient(downloads, { credentials }, 'files/FILENAME')],
}

/** The parts of a URL. A file without a name has its file name as its name. */
interface RawAddress {
  readonly filename: string
  readonly name?: string | undefined
  readonly version?: string | undefined
}

function addressOf([first, second, ...rest]: readonly string[]): RawAddress | undefined {
  if (first === 'names' && second !== undefined && rest[0] !== 'names') {
    const below = addressOf(rest)
    return below && { ...below, name: second }
  }
  const [filename = second, ...more] = rest
  if (filename === undefined || filename === '' || more.length > 0) return undefined
  if (first === 'files' && rest.length === 0) return { filename }
  return first === 'versions' && rest.length === 1 ? { filename, version: second } : undefined
}

/** The highest version; files without a version do not count. */
function latestOf(packages: readonly NativePackage[]): NativePackage | undefined {
  const { compare } = schemeOfFormat('raw')
  return packages
    .filter(({ version }) => version !== noVersion)
    .toSorted((a, b) => compare(a.version, b.version))
    .at(-1)
}
