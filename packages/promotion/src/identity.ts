import type { Package, PackageFile } from '@cloudsmith-sdk/client'

/** What makes two packages of different repositories the same one, but for their bytes. */
export interface Identity {
  readonly format: string
  readonly name: string
  readonly version: string
  /** Name of the main file: tells the architectures, platforms and classifiers of one version apart. */
  readonly filename: string
}

/** The part of a package that identities are read from. */
export type Identified = Pick<Package, 'format' | 'name' | 'version' | 'filename'>

/** The identity of a package. Its slugs are no part of it: they differ between repositories and may change. */
export const identityOf = ({ format, name, version, filename }: Identified): Identity => ({
  format,
  name: name ?? '',
  version: version ?? '',
  filename,
})

/** A text that is equal for the same packages and for no others. */
export const keyOf = ({ format, name, version, filename }: Identified): string =>
  JSON.stringify([format, name ?? '', version ?? '', filename])

/** Whether two packages are the same one, whatever their bytes. */
export function sameIdentity(a: Identified, b: Identified): boolean {
  return keyOf(a) === keyOf(b)
}

/** A file whose bytes are not the same on both sides, or that only one side has. */
export interface FileDifference {
  readonly filename: string
  /** SHA-256 in hex; undefined where this side lacks the file or its digest. */
  readonly source: string | undefined
  readonly destination: string | undefined
}

/** A file with the digest that proves its bytes. */
export interface FileDigest {
  readonly filename: string
  /** SHA-256 in hex. */
  readonly sha256: string
}

/** The part of a package that its bytes are known from. */
export type Digested = Pick<Package, 'format' | 'version' | 'filename' | 'checksum_sha256' | 'files'>

/**
 * Name and SHA-256 of every file; the main file alone where the service lists none. Of Docker images it tells no checksums, but their version
 * is the digest of their manifest, which names all that they are made of by digest.
 */
export function digestsOf(pkg: Digested): readonly { filename: string; sha256: string | undefined }[] {
  const image = pkg.format === 'docker' ? imageDigest.exec(pkg.version ?? '')?.[1] : undefined
  const files: readonly Pick<PackageFile, 'filename' | 'checksum_sha256'>[] = pkg.files.length > 0 ? pkg.files : [pkg]
  return files.map(({ filename, checksum_sha256 }) => ({ filename, sha256: checksum_sha256 || image }))
}

const imageDigest = /^(?:sha256:)?([0-9a-f]{64})$/

/**
 * Compares every file of two packages by its SHA-256. A digest that is missing on either side counts as a difference: bytes that
 * cannot be compared are not the same bytes.
 */
export function compareBytes(
  source: Digested,
  destination: Digested,
): { same: readonly FileDigest[]; differences: readonly FileDifference[] } {
  return compareDigests(digestsOf(source), digestsOf(destination))
}

/** As {@link compareBytes}, of digests that were read before. */
export function compareDigests(
  source: ReturnType<typeof digestsOf>,
  destination: ReturnType<typeof digestsOf>,
): { same: readonly FileDigest[]; differences: readonly FileDifference[] } {
  const left = new Map(source.map((file) => [file.filename, file.sha256]))
  const right = new Map(destination.map((file) => [file.filename, file.sha256]))
  const same: FileDigest[] = []
  const differences: FileDifference[] = []
  for (const filename of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(filename), right.get(filename)]
    if (a !== undefined && a === b) same.push({ filename, sha256: a })
    else differences.push({ filename, source: a, destination: b })
  }
  return { same, differences }
}
