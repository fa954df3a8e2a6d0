import { tableOf } from './fields.ts'
import type { Home, Shape } from './shape.ts'

/** The parts of a home. Parts of the world are stored if they have a shape; any other part has to be listed by its area. */
export function partsOf(home: Home): Shape<Map<string, unknown> | undefined> {
  return {
    form: 'parts',
    write(kept, to) {
      if (kept === undefined || kept.size === 0) return undefined
      const written: Record<string, unknown> = {}
      for (const [name, value] of kept) {
        const part = to.parts.get(name)
        if (part?.shape !== undefined && part.home === home) written[name] = part.shape.write(value, to)
        else if (home !== 'world')
          throw new Error(`The state cannot keep the part ${name}: it has no shape, or no area names it.`)
      }
      return written
    },
    read(given, from) {
      if (given === undefined) return undefined
      const made = new Map<string, unknown>()
      for (const [name, written] of Object.entries(tableOf(given, from))) {
        from.inside(name, () => {
          const part = from.parts.get(name)
          if (part?.shape === undefined || part.home !== home) return from.refuse('there is no such part')
          made.set(name, part.shape.read(from.upgraded(name, part, written), from))
        })
      }
      return made
    },
  }
}
