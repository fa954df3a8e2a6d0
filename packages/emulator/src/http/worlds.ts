import type { IncomingMessage } from 'node:http'
import type { Control } from '../control/control.ts'
import { Refusal } from '../core/errors.ts'
import type { Emulator } from '../emulator.ts'

/** An emulator that a server serves, with what controls it. */
export interface Served {
  readonly emulator: Emulator
  /** The control API, where there is one. */
  readonly control: Control | undefined
  /** Is told after each request that may have changed something. */
  readonly changed?: (() => void) | undefined
  /** Is called when it is not served any more. */
  readonly end?: (() => void) | undefined
}

/** Many emulators at one address that know nothing of each other. */
export interface Worlds {
  /** Finds one by its name, or makes it. @throws {Refusal} 400 for a name with other characters, 503 where there are too many */
  find(name: string): Promise<Served>
  readonly names: readonly string[]
  readonly most: number
  /** Ends one. @returns whether there was one of that name */
  end(name: string): Promise<boolean>
}

/** A world ends at a path of its name: `..` there would be another. */
const nameOfWorld = /^[a-z\d][\w.-]{0,63}$/i

/** The header by which a request says which world it means. */
const header = 'x-emulator-world'

/** Makes a collection without worlds. @param make makes one; without it, the server has its first one only */
export function createWorlds(make: ((name: string) => Promise<Served>) | undefined, most: number): Worlds {
  const worlds = new Map<string, Promise<Served>>()

  function add(name: string): Promise<Served> {
    if (make === undefined)
      throw refused(400, 'This server has only one world: for more, start it from the command line or with makeWorld.')
    if (!nameOfWorld.test(name)) {
      throw refused(
        400,
        'The name of a world may have only letters, digits and ._-, at most 64, and begins with a letter or digit.',
      )
    }
    if (worlds.size >= most) {
      throw refused(
        503,
        `There can be only ${most} ${most === 1 ? 'world' : 'worlds'}: end one first, with DELETE /_emulator/worlds/NAME.`,
      )
    }
    const made = make(name)
    worlds.set(name, made)
    made.catch(() => worlds.delete(name))
    return made
  }

  return {
    find: async (name) => worlds.get(name) ?? add(name),
    get names() {
      return [...worlds.keys()]
    },
    most: make === undefined ? 0 : most,
    async end(name) {
      const world = worlds.get(name)
      worlds.delete(name)
      await world?.then(({ end }) => end?.())
      return world !== undefined
    },
  }
}

/** Which world a request means: by its header, or by a host such as `job-7.localhost`; none for the first one. */
export function worldNameOf({ headers }: IncomingMessage, { hostname }: URL, areHosts: boolean): string | undefined {
  const named = headers[header]
  if (typeof named === 'string') return named
  return areHosts && hostname.endsWith('.localhost') ? hostname.slice(0, -'.localhost'.length) : undefined
}

const refused = (status: number, detail: string) => new Refusal({ status, body: { detail } })
