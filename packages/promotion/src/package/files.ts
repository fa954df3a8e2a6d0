import type { PackageFile } from '@cloudsmith-sdk/client'
import { imageDigest } from '../registry/image-digest.ts'
import type { PackageRow } from '../repository/row.ts'

/** A file as plans, snapshots and reports record it: plain data. */
export interface KeptFile {
  /** Name of the file. */
  readonly filename: string
  /** SHA-256 in hex; null if the service reports none. */
  readonly sha256: string | null
}

/** A file with the digest that proves its bytes. */
export interface FileDigest {
  /** Name of the file. */
  readonly filename: string
  /** SHA-256 in hex. */
  readonly sha256: string
}

/** A file whose bytes differ between the two sides, or that only one side has. */
export interface FileDifference {
  /** Name of the file. */
  readonly filename: string
  /** SHA-256 at the source, in hex; undefined if the source lacks the file or its digest. */
  readonly source: string | undefined
  /** SHA-256 at the destination, in hex; undefined if the destination lacks the file or its digest. */
  readonly destination: string | undefined
}

/** The part of a package that identifies its bytes. */
export type Digested = Pick<PackageRow, 'format' | 'version' | 'filename' | 'checksum_sha256'> & {
  readonly files: readonly Pick<PackageFile, 'filename' | 'checksum_sha256'>[]
}

/**
 * Name and SHA-256 of every file; only the main file if the service lists none. The service reports no checksums for Docker images, but their
 * version is the digest of their manifest, which names all their parts by digest.
 */
export function filesOf(pkg: Digested): KeptFile[] {
  const image = imageDigest(pkg)
  const files: readonly Pick<PackageFile, 'filename' | 'checksum_sha256'>[] = pkg.files.length > 0 ? pkg.files : [pkg]
  return files.map(({ filename, checksum_sha256 }) => ({ filename, sha256: checksum_sha256 || image || null }))
}

/**
 * Compares files by their SHA-256. A digest that is missing on either side counts as a difference: bytes that cannot be compared are not
 * taken for the same.
 */
export function compareFiles(
  source: readonly KeptFile[],
  destination: readonly KeptFile[],
): { same: readonly FileDigest[]; differences: readonly FileDifference[] } {
  const left = new Map(source.map((file) => [file.filename, file.sha256 ?? undefined]))
  const right = new Map(destination.map((file) => [file.filename, file.sha256 ?? undefined]))
  const same: FileDigest[] = []
  const differences: FileDifference[] = []
  for (const filename of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(filename), right.get(filename)]
    if (a !== undefined && a === b) same.push({ filename, sha256: a })
    else differences.push({ filename, source: a, destination: b })
  }
  return { same, differences }
}

/** Whether two packages have exactly the same bytes, as far as the service reports digests. */
export const sameFiles = (a: readonly KeptFile[], b: readonly KeptFile[]): boolean => compareFiles(a, b).differences.length === 0
