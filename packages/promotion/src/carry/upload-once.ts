import {
  ChecksumMismatchError,
  type Cloudsmith,
  ConnectionError,
  type Package,
  type PushParams,
  ServerError,
} from '@cloudsmith-sdk/client'
import type { SendAnswer } from '../package/send-once.ts'
import { attempts } from '../repository/limits.ts'
import type { Place } from '../repository/place.ts'
import type { CarriedFile, Recipe } from './recipe.ts'
import type { Spool, Spooled } from './spool.ts'

/** A package to upload, and where from and to. */
export interface Luggage {
  /** Speaks with the source. */
  readonly source: Cloudsmith
  readonly row: Package
  readonly recipe: Recipe
  readonly destination: Place & { readonly cloudsmith: Cloudsmith }
  readonly spool: Spool
  readonly signal: AbortSignal | undefined
  readonly onFetched: (file: CarriedFile) => void
}

interface Input {
  readonly file: Blob
  readonly filename: string
}

/**
 * Downloads the files of a package, checking each against the digest of its row as it passes, and uploads them as a package. Each side's
 * client speaks with its own side alone.
 *
 * @throws {ChecksumMismatchError} other bytes came than the source knows of, again and again
 * @throws {ApiError} a side refuses
 */
export async function uploadOnce(luggage: Luggage): Promise<SendAnswer> {
  const spooled: Spooled[] = []
  try {
    const inputs = new Map<string, Input[]>()
    for (const file of luggage.recipe.files) {
      const kept = await fetchFile(luggage, file)
      spooled.push(kept)
      inputs.set(file.field, [...(inputs.get(file.field) ?? []), { file: kept.bytes, filename: file.filename }])
      luggage.onFetched(file)
    }
    return await upload(luggage, inputs)
  } finally {
    for (const each of spooled) await each.release()
  }
}

async function fetchFile({ source, row, spool, signal }: Luggage, file: CarriedFile): Promise<Spooled> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { stream } = await source.download(row, { filename: file.filename, signal })
      return await spool.keep(stream, file)
    } catch (error) {
      const mayPass = error instanceof ChecksumMismatchError || error instanceof ConnectionError
      if (!mayPass || attempt >= attempts) throw error
    }
  }
}

async function upload({ row, recipe, destination, signal }: Luggage, inputs: ReadonlyMap<string, Input[]>): Promise<SendAnswer> {
  const { owner, repo, cloudsmith } = destination
  const { package_file: [main] = [], ...further } = Object.fromEntries(inputs)
  const extra = Object.entries(further).map(([field, files]) => [field, field === 'extra_files' ? files : files[0]])
  const settings = { owner, repo, format: row.format, ifExists: 'fail', waitForSync: false, signal }
  try {
    // Which fields a format has is told by the table of formats, and by no type.
    const params = { ...settings, ...main, ...recipe.fields, ...Object.fromEntries(extra) } as unknown as PushParams
    return { kind: 'sent', slugPerm: (await cloudsmith.push(params)).slug_perm }
  } catch (error) {
    // The package may have been made although the answer to that was lost.
    if (error instanceof ConnectionError || error instanceof ServerError) return { kind: 'lost', error }
    throw error
  }
}
