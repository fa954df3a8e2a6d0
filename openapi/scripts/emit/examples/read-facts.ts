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
 * Reads the files in `examples`, in order.
 *
 * @throws if two of them give a value for the same field
 */
export async function readFacts(): Promise<ToldFacts> {
  const all: ToldFacts = { anything: {}, formats: {}, models: {}, operations: {}, requests: {}, without: {} }
  for (const file of files) {
    const told = await readDocument<Partial<ToldFacts>>(`examples/${file}.yaml`)
    for (const [section, values] of Object.entries(told)) {
      const known: Record<string, unknown> | undefined = { ...all }[section] as Record<string, unknown> | undefined
      if (known === undefined) throw new Error(`examples/${file}.yaml has the unknown section ${section}`)
      for (const [name, value] of Object.entries(values)) {
        if (known[name] !== undefined) throw new Error(`examples/${file}.yaml repeats ${section}.${name}`)
        known[name] = value
      }
    }
  }
  return all
}
