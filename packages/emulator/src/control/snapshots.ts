import { visible } from '../core/visible.ts'
import type { Emulator } from '../emulator.ts'
import { keepState, type MemoryState } from '../state/memory-state.ts'
import type { SnapshotAnswer, SnapshotsAnswer } from './answers.ts'
import { ControlProblem } from './problem.ts'

/** Most snapshots, because each contains the whole state. */
const most = 20

/** Stored states of an emulator, by name. */
export interface Snapshots {
  /** @throws {ControlProblem} 400 if the name has invalid characters, 409 if there are too many snapshots */
  take(name: string): SnapshotAnswer
  all(): SnapshotsAnswer
  /** @throws {ControlProblem} 404 */
  remove(name: string): void
  /** @throws {ControlProblem} 404 */
  find(name: string): MemoryState
}

/** Creates an empty collection of snapshots. */
export function createSnapshots(emulator: Emulator): Snapshots {
  const kept = new Map<string, { readonly state: MemoryState; readonly answer: SnapshotAnswer }>()

  function get(name: string) {
    const found = kept.get(name)
    if (found !== undefined) return found
    const others = kept.size === 0 ? 'There are none' : `There are: ${[...kept.keys()].join(', ')}`
    throw new ControlProblem(404, `There is no snapshot ${visible(name)}. ${others}.`)
  }

  return {
    take(name) {
      if (!/^[\w.-]{1,64}$/.test(name))
        throw new ControlProblem(400, 'The name of a snapshot may have only letters, digits and ._-, at most 64.')
      if (kept.size >= most && !kept.has(name)) {
        throw new ControlProblem(409, `There are ${most} snapshots already: delete one of them first, with DELETE.`)
      }
      const answer = { name, at: new Date(emulator.clock.now()).toISOString(), packages: emulator.world.packages.size }
      kept.set(name, { state: keepState(emulator), answer })
      return answer
    },
    all: () => ({ snapshots: [...kept.values()].map(({ answer }) => answer) }),
    remove(name) {
      get(name)
      kept.delete(name)
    },
    find: (name) => get(name).state,
  }
}
