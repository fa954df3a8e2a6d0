import fc from 'fast-check'
import { type FieldKind, type FieldName, fieldKinds } from './field-kinds.ts'
import { and, negate, type Operator, operators, or, type Part, type Parts, type Pattern, type Term } from './tree.ts'

const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('AND', 'OR', 'NOT', 'and', 'a b', '^', '$x', '~y', '*', '"', "'", '\\', '>1', 'é', '(', 'name:x', '-x'),
)
const operator = fc.constantFrom(...operators)
const ordering = fc.constantFrom(...operators.filter((operator) => operator !== '~='))

/** For tests: any tree that the parser can produce. */
export function arbitraryTree(): fc.Arbitrary<Part> {
  return fc.letrec<{ tree: Part }>((tie) => {
    const several = fc.tuple(tie('tree'), tie('tree'), fc.array(tie('tree'), { maxLength: 1 }))
    const parts = several.map(([first, second, others]): Parts => [first, second, ...others])
    return {
      tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, term(), parts.map(and), parts.map(or), tie('tree').map(negate)),
    }
  }).tree
}

function term(): fc.Arbitrary<Term> {
  const names = Object.keys(fieldKinds) as FieldName[]
  return fc.constantFrom(undefined, ...names).chain((field) => {
    if (field === undefined) return pattern().map((value) => ({ kind: 'term', value }))
    return question(fieldKinds[field]).map((asked) => ({ kind: 'term', field, ...asked }))
  })
}

type Question = Pick<Term, 'operator' | 'value' | 'constraint'>

function question(kind: FieldKind): fc.Arbitrary<Question> {
  const unordered = pattern().map((value) => ({ value }))
  switch (kind) {
    case 'text':
    case 'word':
      return unordered
    case 'version':
      return fc.oneof(unordered, compared(operator, text))
    case 'dependency':
      return fc.record({ value: pattern(), constraint: fc.record({ operator, version: text }) }, { requiredKeys: ['value'] })
    case 'number':
      return compared(ordering, fc.nat().map(String))
    case 'date':
      return compared(ordering, fc.constantFrom('2 days ago', '2024-01-31'))
    case 'flag':
      return fc.constantFrom('true', 'false').map((part) => ({ value: plain(part) }))
  }
}

function compared(operator: fc.Arbitrary<Operator>, value: fc.Arbitrary<string>): fc.Arbitrary<Question> {
  return fc.record({ operator, value: value.map(plain) }, { requiredKeys: ['value'] })
}

const plain = (part: string): Pattern => ({ parts: [part], start: false, end: false })

function pattern(): fc.Arbitrary<Pattern> {
  const end = fc.option(text, { nil: '' })
  const wild = fc.tuple(end, fc.array(text, { maxLength: 2 }), end).map(([first, between, last]) => [first, ...between, last])
  const parts = fc.oneof(
    wild,
    text.map((part) => [part]),
  )
  return fc.record({ parts, start: fc.boolean(), end: fc.boolean() })
}
