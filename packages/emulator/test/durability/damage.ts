import fc from 'fast-check'
import type { Json } from '../json.ts'

/** A state as lines: the name of each object's type, and its JSON. */
export type Lines = readonly (readonly [name: string, json: string])[]

/** Values to put in place of others. */
const others: readonly unknown[] = [
  null,
  true,
  '',
  'x',
  '2026-02-30',
  '__proto__',
  'constructor',
  0,
  1,
  -1,
  0.5,
  98,
  2 ** 53,
  -1e308,
  1e308,
  [],
  [[]],
  [null],
  {},
  { a: 1 },
]

const texts = [
  '',
  ' ',
  'x',
  '\u0000',
  '../..',
  '%',
  '__proto__',
  'a'.repeat(10_000),
  '2026-02-30',
  '🧨',
  '*',
  '[',
  '0',
  'https://',
]
const numbers = [0, 1, 2, 7, 98, 4096, 2 ** 31, 2 ** 53 - 1, 1e12, 250_000_000_000_000, 0.5, -1]

/** Another value of the same type. */
function alike(value: unknown, by: number): unknown {
  if (typeof value === 'string') return pick(texts, by)
  if (typeof value === 'number') return pick(numbers, by)
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return pick([[], value.toReversed(), [...value, ...value], value.slice(1)], by)
  return null
}

/** How a state is damaged: the numbers choose where and how. */
export interface Damage {
  readonly kind: (typeof kinds)[number]
  readonly line: number
  readonly way: readonly number[]
  readonly by: number
}

const kinds = [
  'alike',
  'alike',
  'alike',
  'alike',
  'other',
  'other',
  'remove',
  'add',
  'prototype',
  'infinite',
  'moved',
  'twice',
  'swapped',
  'cut',
  'bytes',
  'gone',
  'version',
  'renamed',
] as const

/** Any damage. */
export const damages: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom(...kinds),
  line: fc.nat(),
  way: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
  by: fc.nat(),
})

const pick = <Item>(items: readonly Item[], by: number): Item => items[by % items.length] as Item

/** Damages a state. */
export function damaged(lines: Lines, { kind, line, way, by }: Damage): Lines {
  const at = line % lines.length
  const [name, json] = pick(lines, line)
  const by_ = (text: string, called = name): Lines => lines.with(at, [called, text])
  const inside = (change: (holder: Json, key: string) => void): Lines => by_(changedJson(json, way, change))
  switch (kind) {
    case 'other':
      return inside((holder, key) => set(holder, key, pick(others, by)))
    case 'alike':
      return inside((holder, key) => set(holder, key, alike(holder[key], by)))
    case 'remove':
      return inside((holder, key) => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]))
    case 'add':
      return inside((holder) => (Array.isArray(holder) ? holder.push(pick(others, by)) : set(holder, 'surprise', 1)))
    case 'prototype':
      return by_(json.replace('{', `{"__proto__":${JSON.stringify(pick(others, by))},`))
    case 'infinite':
      return by_(json.replace(/:\d+/, pick([':1e999', ':-1e999', ':00', ':1.5', ':253402300800000'], by)))
    case 'moved':
      return inside((holder, key) => {
        const values = Object.values(JSON.parse(pick(lines, by)[1]) as object)
        set(holder, key, pick(values, by))
      })
    case 'twice':
      return [...lines.slice(0, at), [name, json], ...lines.slice(at)]
    case 'swapped':
      return by_(pick(lines, by)[1])
    case 'cut':
      return by_(json.slice(0, by % json.length))
    case 'bytes':
      return by_(`${json.slice(0, by % json.length)}${String.fromCharCode(by % 0xffff)}${json.slice((by % json.length) + 1)}`)
    case 'gone':
      return lines.filter((_, index) => index !== at)
    case 'version':
      return lines.map(([called, text]) => [
        called,
        called === 'versions'
          ? changedJson(text, way, (versions, part) => set(versions, part, pick([0, 2, '1', null, 1e9], by)))
          : text,
      ])
    case 'renamed':
      return by_(json, pick(['surprise', '', 'package', '__proto__', 'webhooks', 'two words'], by))
  }
}

/** Changes a field of JSON that some numbers choose. */
function changedJson(json: string, way: readonly number[], change: (holder: Json, key: string) => void): string {
  const root = JSON.parse(json)
  let holder = root
  for (const [index, step] of way.entries()) {
    const key = pick(Object.keys(holder), step)
    if (key === undefined) break
    const inner = holder[key]
    if (index === way.length - 1 || typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) {
      change(holder, key)
      break
    }
    holder = inner
  }
  return JSON.stringify(root)
}

function set(holder: Json, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}
