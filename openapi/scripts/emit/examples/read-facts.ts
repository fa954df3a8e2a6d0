import { readDocument } from '../../generate/document.ts'
import type { ToldFacts } from './facts.ts'

const files = [
  'anything',
  'packages',
  'uploads',
  'repositories',
  'signing-keys',
  'upstreams',
  'workspaces',
  'usage',
  'policies',
  'enterprise-policies',
  'events',
]

/**
 * Reads the files in `examples`, in their order.
 *
 * @throws where two of them tell of the same
 */
export async function readFacts(): Promise<ToldFacts> {
  const all: ToldFacts = { anything: {}, formats: {}, models: {}, operations: {}, requests: {}, without: {} }
  for (const file of files) {
    const told = await readDocument<Partial<ToldFacts>>(`examples/${file}.yaml`)
    for (const [section, values] of Object.entries(told)) {
      const known: Record<string, unknown> | undefined = { ...all }[section] as Record<string, unknown> | undefined
      if (known === undefined) throw new Error(`examples/${file}.yaml has ${section}, which is no section`)
      for (const [name, value] of Object.entries(values)) {
        if (known[name] !== undefined) throw new Error(`examples/${file}.yaml tells of ${section}.${name} again`)
        known[name] = value
      }
    }
  }
  return all
}
