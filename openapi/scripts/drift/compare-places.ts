import type { Field, Place } from './place.ts'
import { describePlace, kindOf, wordsOf } from './shape.ts'

/** A difference: the published document has a place and ours does not, the other way round, or the two differ there. */
export interface Change {
  what: 'added' | 'removed' | 'changed'
  /** The place, as corrections name it: `query.sort.enum`, `response.results[].tags`; `missing` or `extra` for a whole operation. */
  where: string
  /** The content of the place, or `ours → published`. */
  detail: string
}

/** The current position of a comparison. */
export interface Position {
  /** Read-only fields are no part of a request, and write-only fields no part of a response. */
  side: 'request' | 'response'
  /** How corrections name this place. */
  where: string
  /** The pairs of places on the path to this one. Reaching one of them again ends the recursion. */
  trail: readonly string[]
}

/** Compares the schemas at a place, at any depth. */
export function comparePlaces(ours: Place, published: Place, position: Position): Change[] {
  const [kind, publishedKind] = [kindOf(ours), kindOf(published)]
  // If one document leaves the type open, the other may only be more precise.
  if (kind === publishedKind || kind === 'any' || publishedKind === 'any') return compareInside(ours, published, position)
  return [changed(`${position.where}.type`, kind, publishedKind)]
}

/** Compares parameters or fields by name, and their schemas. */
export function compareFields(ours: Map<string, Field>, published: Map<string, Field>, position: Position): Change[] {
  const prefix = position.where === '' ? '' : `${position.where}.`
  return [...new Set([...ours.keys(), ...published.keys()])].flatMap((name) =>
    compareField(shown(ours.get(name), position), shown(published.get(name), position), { ...position, where: prefix + name }),
  )
}

/** Reports a difference between the two documents. */
export const changed = (where: string, ours: unknown, published: unknown): Change => ({
  what: 'changed',
  where,
  detail: `${ours ?? 'none'} → ${published ?? 'none'}`,
})

function compareInside(ours: Place, published: Place, position: Position): Change[] {
  const pair = `${ours.key} ${published.key}`
  if (position.trail.includes(pair)) return []
  const at = (step: string): Position => ({ ...position, where: position.where + step, trail: [...position.trail, pair] })
  const [items, publishedItems] = [ours.items(), published.items()]
  const [values, publishedValues] = [ours.values(), published.values()]
  return [
    ...compareWords(ours, published, position),
    // The type of an array includes that of its items, which has been compared already.
    ...(items && publishedItems ? compareInside(items, publishedItems, at('[]')) : []),
    ...(values && publishedValues ? comparePlaces(values, publishedValues, at('.*')) : []),
    ...compareFields(ours.fields(), published.fields(), at('')),
  ]
}

function compareField(ours: Field | undefined, published: Field | undefined, position: Position): Change[] {
  const { where, side } = position
  if (ours === undefined) return published === undefined ? [] : [{ what: 'added', where, detail: describeField(published, side) }]
  if (published === undefined) return [{ what: 'removed', where, detail: describeField(ours, side) }]
  const changes = comparePlaces(ours.place, published.place, position)
  if (side === 'request' && ours.required !== published.required) {
    changes.push(changed(`${where}.required`, ours.required, published.required))
  }
  return [...changes, ...compareNull(ours.place, published.place, where)]
}

function compareNull(ours: Place, published: Place, where: string): Change[] {
  // If one document leaves the type open, null is allowed anyway.
  const isOpen = kindOf(ours) === 'any' || kindOf(published) === 'any'
  return isOpen || ours.nullable === published.nullable ? [] : [changed(`${where}.nullable`, ours.nullable, published.nullable)]
}

function compareWords(ours: Place, published: Place, { where, side }: Position): Change[] {
  const [known, found] = [wordsOf(ours), wordsOf(published)]
  if (known === undefined || found === undefined) {
    // An open enum allows the same values as no enum.
    const same = (known ?? found)?.open ?? true
    return same ? [] : [changed(`${where}.enum`, known ? list(known.words) : 'any', found ? list(found.words) : 'any')]
  }
  const added = [...found.words].filter((word) => !known.words.has(word)).map((word) => `+${word}`)
  const removed = [...known.words].filter((word) => !known.open && !found.words.has(word)).map((word) => `-${word}`)
  const words: Change[] =
    added.length + removed.length === 0
      ? []
      : [{ what: 'changed', where: `${where}.enum`, detail: [...added, ...removed].join(' ') }]
  // A response may have values that only the published document allows for; a request may send values that it does not allow.
  const isNarrower = side === 'request' ? known.open && !found.open : !known.open && found.open
  return isNarrower ? [...words, changed(`${where}.enum.open`, known.open, found.open)] : words
}

const list = (words: ReadonlySet<string>) => [...words].join(' | ')

function shown(field: Field | undefined, { side }: Position): Field | undefined {
  const keyword = side === 'request' ? 'readOnly' : 'writeOnly'
  const schemas = field?.place.alternatives ?? []
  return schemas.length > 0 && schemas.every((schema) => schema[keyword] === true) ? undefined : field
}

const describeField = ({ place, required }: Field, side: Position['side']) =>
  required && side === 'request' ? `${describePlace(place)}, required` : describePlace(place)
