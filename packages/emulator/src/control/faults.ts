import type * as v from 'valibot'
import type { Fault } from '../core/faults.ts'
import type { Emulator } from '../emulator.ts'
import type { FaultAnswer } from './answers.ts'
import type { faultBody } from './bodies.ts'

/** Gives faults ids, by which they can be addressed over HTTP. */
export interface NamedFaults {
  add(body: v.InferOutput<typeof faultBody>): FaultAnswer
  all(): FaultAnswer[]
  /** Delays every request for an operation by some milliseconds of the clock; 0 ends the delay. */
  slowDown(operation: string, delay: number): void
  /** Removes a fault. @returns whether it existed */
  remove(id: string): boolean
}

/** Creates ids for the faults of an emulator, including those that are added elsewhere. */
export function createNamedFaults(emulator: Emulator): NamedFaults {
  const ids = new WeakMap<Fault, string>()
  const slow = new Map<string, Fault>()
  let count = 0

  function idOf(fault: Fault): string {
    const id = ids.get(fault) ?? String(++count)
    ids.set(fault, id)
    return id
  }

  const all = () => emulator.faults.waiting.map(({ fault, left }) => view(fault, left, idOf(fault)))

  return {
    all,
    add(body) {
      const fault = faultOf(body)
      emulator.faults.add(fault)
      return view(fault, fault.times ?? 1, idOf(fault))
    },
    slowDown(operation, delay) {
      const before = slow.get(operation)
      if (before !== undefined) emulator.faults.remove(before)
      slow.delete(operation)
      if (delay === 0) return
      const fault = { operation, delay, times: Number.POSITIVE_INFINITY }
      slow.set(operation, fault)
      emulator.faults.add(fault)
    },
    remove(id) {
      const found = emulator.faults.waiting.find(({ fault }) => idOf(fault) === id)
      if (found === undefined) return false
      emulator.faults.remove(found.fault)
      return true
    },
  }
}

function faultOf({ times, ...rest }: v.InferOutput<typeof faultBody>): Fault {
  return {
    ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Fault),
    ...(times !== undefined && { times: times === 'always' ? Number.POSITIVE_INFINITY : times }),
  }
}

function view({ operation, method, path, when, status, dropReply, delay }: Fault, left: number, id: string): FaultAnswer {
  return {
    id,
    left: Number.isFinite(left) ? left : 'always',
    operation: operation ?? null,
    method: method ?? null,
    path: path === undefined ? null : String(path),
    when: when ?? 'before',
    status: status ?? null,
    dropReply: dropReply ?? false,
    delay: delay ?? 0,
  }
}
