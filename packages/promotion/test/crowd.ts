import type { Emulator } from '@cloudsmith-sdk/emulator'
import { rawFile } from '@cloudsmith-sdk/emulator/testing'

const file = rawFile({ name: 'model', version: '1', filename: 'model.bin', bytes: new Uint8Array([1]) })

/** Packages of one file, as many as are asked for: `name-0`, `name-1` and so on, of version 1. */
interface Crowd {
  readonly name: string
  readonly count: number
  /** Those whose number is below this have the tag `candidate`. Default: 0. */
  readonly tagged?: number
}

/** Puts very many packages into a repository, in less time than one by one. */
export async function crowd(emulator: Emulator, place: string, { name, count, tagged = 0 }: Crowd): Promise<void> {
  const variants = Array.from({ length: count }, (_, index) => ({
    ...{ name: `${name}-${index}`, version: '1', filename: `${name}-${index}.bin` },
    tags: index < tagged ? ['candidate'] : [],
  }))
  await emulator.addMany(place, file, variants)
}
