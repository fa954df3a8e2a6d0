import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { normalName } from '../normal-name.ts'
import { type DistributionFacts, factsOf } from './distribution.ts'
import { pathOfFile } from './files.ts'
import { htmlPage } from './html-page.ts'
import { isJson, type SimpleType } from './simple-type.ts'

/** All names here and in connected repositories. @see https://peps.python.org/pep-0691/#project-list */
export function projectsPage(type: SimpleType, repository: NativeRepository): Reply {
  const names = [...new Set(repository.packages().map(({ name }) => normalName(name)))].toSorted()
  if (isJson(type)) return page(type, JSON.stringify({ meta: meta(true), projects: names.map((name) => ({ name })) }))
  const links = names.map((name) => ({ href: `${encodeURIComponent(name)}/`, text: name, attributes: {} }))
  return page(type, htmlPage('Simple index', links))
}

/**
 * All distributions of a name, each once: those here take precedence over those of upstreams.
 *
 * @throws {Refusal} 404 if there are none
 * @see https://peps.python.org/pep-0700/
 */
export async function projectPage(type: SimpleType, name: string, repository: NativeRepository): Promise<Reply> {
  const byFile = new Map<string, NativePackage>()
  for (const pkg of await repository.find(name)) {
    const { filename } = pkg.files[0]
    if (!byFile.has(filename)) byFile.set(filename, pkg)
  }
  const { compare } = schemeOfFormat('python')
  const packages = [...byFile.values()].toSorted((a, b) => compare(a.version, b.version))
  if (packages.length === 0) throw notFound()
  const told = await Promise.all(packages.map(async (pkg) => ({ pkg, facts: await factsOf(pkg) })))
  return page(type, isJson(type) ? jsonOf(name, told) : htmlPage(`Links for ${name}`, told.map(linkOf)))
}

interface Told {
  readonly pkg: NativePackage
  readonly facts: DistributionFacts
}

/** Version 1.1 of the JSON requires the size of every file, which not every upstream states. */
const meta = (hasSizes: boolean) => ({ 'api-version': hasSizes ? '1.1' : '1.0' })

function jsonOf(name: string, told: readonly Told[]): string {
  const hasSizes = told.every(({ pkg }) => pkg.files[0].checksums.size !== undefined)
  return JSON.stringify({
    meta: meta(hasSizes),
    name,
    versions: [...new Set(told.map(({ pkg }) => pkg.version))],
    files: told.map(fileOf),
  })
}

function fileOf({ pkg, facts: { requiresPython, yanked, metadata } }: Told): object {
  const [{ filename, checksums }] = pkg.files
  const { size, sha256, md5 } = checksums
  return {
    filename,
    url: pathOfFile(pkg),
    hashes: Object.fromEntries(Object.entries({ sha256, md5 }).filter(([, hash]) => hash !== undefined)),
    ...(requiresPython === undefined ? {} : { 'requires-python': requiresPython }),
    ...(size === undefined ? {} : { size }),
    ...(pkg.publishedAt === undefined ? {} : { 'upload-time': new Date(pkg.publishedAt).toISOString() }),
    yanked: yanked ?? false,
    'core-metadata': metadata === undefined ? false : { sha256: metadata.sha256 },
  }
}

function linkOf({ pkg, facts: { requiresPython, yanked, metadata } }: Told) {
  const [{ filename, checksums }] = pkg.files
  const hash = ['sha256', 'sha512', 'md5'] as const
  const known = hash.find((kind) => checksums[kind] !== undefined)
  return {
    href: `${pathOfFile(pkg)}${known === undefined ? '' : `#${known}=${checksums[known]}`}`,
    text: filename,
    attributes: {
      'data-requires-python': requiresPython,
      'data-yanked': yanked === true ? '' : yanked,
      'data-core-metadata': metadata && `sha256=${metadata.sha256}`,
      // The original name, which older clients look for.
      'data-dist-info-metadata': metadata && `sha256=${metadata.sha256}`,
    },
  }
}

const page = (type: SimpleType, raw: string): Reply => ({
  status: 200,
  raw,
  headers: { 'Content-Type': type === 'text/html' ? `${type}; charset=utf-8` : type, Vary: 'Accept' },
})
