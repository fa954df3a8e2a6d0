import type { IncomingMessage } from 'node:http'
import type { Control } from '../control/control.ts'
import { Refusal } from '../core/errors.ts'
import type { Emulator } from '../emulator.ts'

/** An emulator with its control API, as a server serves it. */
export interface Served {
  readonly emulator: Emulator
  /** The control API, if there is one. */
  readonly control: Control | undefined
  /** Called after each request that may have changed something. */
  readonly changed?: (() => void) | undefined
  /** Called when it is no longer served. */
  readonly end?: (() => void) | undefined
}

/** Many independent emulators on one server. */
export interface Worlds {
  /** Finds a world by its name, or creates it. @throws {Refusal} 400 if the name has invalid characters, 503 if there are too many worlds */
  find(name: string): Promise<Served>
  readonly names: readonly string[]
  readonly most: number
  /** Ends a world. @returns whether it existed */
  end(name: string): Promise<boolean>
}

/** The name is part of a URL path, where `..` would be something else. */
const nameOfWorld = /^[a-z\d][\w.-]{0,63}$/i

/** The header with the name of the world that a request is for. */
const header = 'x-emulator-world'

/** Creates an empty collection of worlds. @param make creates a world; without it, the server has only the first one */
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

/** The world that a request is for: named by its header, or by a host such as `job-7.localhost`; undefined for the first one. */
export function worldNameOf({ headers }: IncomingMessage, { hostname }: URL, areHosts: boolean): string | undefined {
  const named = headers[header]
  if (typeof named === 'string') return named
  return areHosts && hostname.endsWith('.localhost') ? hostname.slice(0, -'.localhost'.length) : undefined
}

const refused = (status: number, detail: string) => new Refusal({ status, body: { detail } })
