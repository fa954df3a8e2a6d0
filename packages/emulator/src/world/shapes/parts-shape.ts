import { tableOf } from './fields.ts'
import type { Home, Shape } from './shape.ts'

/**
 * What areas keep of a home. What belongs to the world is kept where it has a shape; anything else that an area hangs onto something has to
 * be named by the area.
 */
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
