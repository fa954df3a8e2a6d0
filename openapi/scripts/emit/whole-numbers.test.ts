import { expect, test } from 'vitest'
import type { Node } from './node.ts'
import { wholeNumbers } from './whole-numbers.ts'

test('an enum of whole numbers becomes an integer type, not a floating-point one', () => {
  const document: Node = {
    components: {
      schemas: { Format: { type: 'number', enum: [0, 1] }, Score: { type: 'number' }, Ratio: { type: 'number', enum: [0.5, 1] } },
    },
  }

  wholeNumbers(document)

  expect(document.components).toEqual({
    schemas: { Format: { type: 'integer', enum: [0, 1] }, Score: { type: 'number' }, Ratio: { type: 'number', enum: [0.5, 1] } },
  })
})
