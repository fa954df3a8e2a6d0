import { stringify } from 'yaml'
import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { Native, NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { chartOf } from './chart.ts'
import { helmClients } from './clients.ts'
import { chartsOf, fileNameOf } from './file-name.ts'
import { helmUpstream } from './upstream.ts'

/** The extension of a chart's signature. */
const provenance = '.prov'

/**
 * Helm's chart repository: an index, charts, and their signatures. Charts are uploaded with the API, or pushed as images.
 *
 * @see https://helm.sh/docs/topics/chart_repository/
 * @see docs/service.md#native-registries
 */
export const helmNative: Native = {
  downloads: true,
  async answer(request, repository): Promise<Reply> {
    mustRead(request)
    const [folder, filename, ...more] = request.segments
    if (folder !== 'charts' || filename === undefined || more.length > 0) throw notFound()
    return filename === 'index.yaml' ? indexOf(repository) : giveChart(filename, repository)
  },
  // Helm only shows the reason phrase of the status; the text is for people.
  refusal: ({ status, detail, headers }) => ({
    status,
    raw: `${detail}\n`,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  }),
  clients: helmClients,
  upstream: helmUpstream,
}

async function indexOf(repository: NativeRepository): Promise<Reply> {
  const packages = await repository.everything()
  const { compare } = schemeOfFormat('helm')
  const names = [...new Set(packages.map(({ name }) => name))].toSorted()
  const entries = await Promise.all(
    names.map(async (name) => {
      const versions = packages.filter((pkg) => pkg.name === name).toSorted((a, b) => compare(b.version, a.version))
      return [name, await Promise.all(versions.map(entryOf))] as const
    }),
  )
  const generated = Math.max(0, ...packages.map(({ publishedAt }) => publishedAt ?? 0))
  const index = { apiVersion: 'v1', entries: Object.fromEntries(entries), generated: new Date(generated).toISOString() }
  return { status: 200, raw: stringify(index, { aliasDuplicateObjects: false }), headers: { 'Content-Type': 'application/yaml' } }
}

/** The index entry of a version. Its URL is relative to that of the index, so that it works with every credential. */
async function entryOf(pkg: NativePackage): Promise<object> {
  const [{ checksums }] = pkg.files
  return {
    ...(await chartOf(pkg)),
    created: new Date(pkg.publishedAt ?? 0).toISOString(),
    ...(checksums.sha256 === undefined ? {} : { digest: checksums.sha256 }),
    urls: [encodeURIComponent(fileNameOf(pkg))],
  }
}

/** Serves a chart or its signature. @throws {Refusal} 404, or 403 if it is held back */
async function giveChart(filename: string, repository: NativeRepository): Promise<Reply> {
  const isSignature = filename.endsWith(provenance)
  for (const { name, version } of chartsOf(isSignature ? filename.slice(0, -provenance.length) : filename)) {
    const pkg = await repository.package(name, version)
    const file = isSignature ? pkg?.files.find(({ field }) => field === 'provenance_file') : pkg?.files[0]
    if (pkg !== undefined && pkg.name === name && file !== undefined)
      return repository.give(pkg, file, { 'Content-Type': isSignature ? 'application/pgp-signature' : 'application/gzip' })
  }
  throw notFound()
}
