import { createHash } from 'node:crypto'
import { isTable, textAt } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { openDistribution } from '../read.ts'
import { wheelMetadata } from '../wheel.ts'

/** What an index contains about a distribution, besides its checksums. */
export interface DistributionFacts {
  /** The Python versions that it supports. */
  readonly requiresPython: string | undefined
  /** Why it was yanked; `true` without a reason. */
  readonly yanked: string | true | undefined
  /** Its metadata, which clients can read without the distribution itself; only for wheels whose bytes are here. */
  readonly metadata: { readonly bytes: Uint8Array; readonly sha256: string } | undefined
}

type Read = Pick<DistributionFacts, 'requiresPython' | 'metadata'>

/** A cache of parsed distributions, by their bytes. */
const known = new WeakMap<Uint8Array, Promise<Read>>()

/** The facts about a distribution: from its bytes if they are here, else from the upstream that has it. */
export async function factsOf({ files: [file], told }: NativePackage): Promise<DistributionFacts> {
  const there = isTable(told) ? told : {}
  const yanked = there.yanked === true || typeof there.yanked === 'string' ? there.yanked : undefined
  const { bytes, filename } = file
  if (bytes === undefined) return { requiresPython: textAt(there, 'requiresPython'), yanked, metadata: undefined }
  const read = known.get(bytes) ?? readDistribution(filename, bytes)
  known.set(bytes, read)
  return { ...(await read), yanked }
}

async function readDistribution(filename: string, bytes: Uint8Array): Promise<Read> {
  try {
    const { metadata } = await openDistribution({ filename, bytes })
    const own = wheelMetadata({ filename, bytes })
    return {
      requiresPython: metadata.first('Requires-Python'),
      metadata: own && { bytes: own, sha256: createHash('sha256').update(own).digest('hex') },
    }
  } catch {
    // A distribution that cannot be read does not synchronise, so this one was read with other limits: the other facts are known.
    return { requiresPython: undefined, metadata: undefined }
  }
}
