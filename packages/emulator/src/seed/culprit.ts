import { formatInfo } from '../catalogue/formats.ts'
import { readPackage } from '../catalogue/read-package.ts'
import type { Sketch } from '../format/sketch.ts'

/** Values that at least one format accepts. */
const likely = {
  version: ['1.0.0', 'v1.0.0'],
  name: ['demo', 'vendor/demo', 'example.com/demo', 'org.example:demo'],
} as const

/** A field that prevents a package from being built, and a value that would work. */
export interface Culprit {
  readonly field: keyof typeof likely
  readonly example: string
}

/** Finds the field of a sketch without which its package could be built. Undefined if it does not depend on one field alone. */
export async function culpritOf(format: string, sketch: Sketch): Promise<Culprit | undefined> {
  if (await canBeRead(format, sketch)) return undefined
  for (const field of ['version', 'name'] as const) {
    for (const example of likely[field]) {
      if (await canBeRead(format, { ...sketch, [field]: example })) return { field, example }
    }
  }
  return undefined
}

async function canBeRead(format: string, sketch: Sketch): Promise<boolean> {
  const made = formatInfo(format).make?.(sketch)
  return made !== undefined && (await readPackage(format, { ...made, file: made })).ok
}
