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

/** A package to upload, with its source and destination. */
export interface Luggage {
  /** The client of the source. */
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
 * Downloads the files of a package, checks each against its digest, and uploads them as a package. Each client is used only for its own side.
 *
 * @throws {ChecksumMismatchError} the downloaded bytes repeatedly differ from what the source reports
 * @throws {ApiError} a side refuses the request
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
    // The fields of a format come from a table, so no type describes them.
    const params = { ...settings, ...main, ...recipe.fields, ...Object.fromEntries(extra) } as unknown as PushParams
    return { kind: 'sent', slugPerm: (await cloudsmith.push(params)).slug_perm }
  } catch (error) {
    // The package may have been created although the response was lost.
    if (error instanceof ConnectionError || error instanceof ServerError) return { kind: 'lost', error }
    throw error
  }
}
