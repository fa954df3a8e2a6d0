import { expect, test } from 'vitest'
import { type Node, olderSchema, openapi, swagger } from './schema.ts'

const moment = [
  { type: 'string', format: 'date' },
  { type: 'string', format: 'date-time' },
]

test.for<[what: string, schema: Node, inSwagger: Node, inOpenApi: Node]>([
  [
    'a text that may be null',
    { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }], description: 'A name.', readOnly: true },
    { type: 'string', maxLength: 9, description: 'A name.', readOnly: true, 'x-nullable': true },
    { type: 'string', maxLength: 9, description: 'A name.', readOnly: true, nullable: true },
  ],
  [
    'a reference that may be null',
    { anyOf: [{ $ref: '#/components/schemas/Team' }, { type: 'null' }] },
    { allOf: [{ $ref: '#/definitions/Team' }], 'x-nullable': true },
    { allOf: [{ $ref: '#/components/schemas/Team' }], nullable: true },
  ],
  [
    'a reference with words beside it',
    { $ref: '#/components/schemas/Team', description: 'Whose it is.' },
    { allOf: [{ $ref: '#/definitions/Team' }], description: 'Whose it is.' },
    { allOf: [{ $ref: '#/components/schemas/Team' }], description: 'Whose it is.' },
  ],
  [
    'a bare reference',
    { $ref: '#/components/schemas/Team' },
    { $ref: '#/definitions/Team' },
    { $ref: '#/components/schemas/Team' },
  ],
  ['one of several texts', { anyOf: moment }, { type: 'string' }, { anyOf: moment }],
  [
    'one of several things',
    { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    { 'x-nullable': true },
    { oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true },
  ],
  [
    'what is inside',
    {
      type: 'object',
      properties: { secret: { type: 'string', writeOnly: true, examples: ['hush', 'hush-hush'], 'x-open-enum': true } },
      additionalProperties: { type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'null' }] } },
    },
    {
      type: 'object',
      properties: { secret: { type: 'string', example: 'hush' } },
      additionalProperties: { type: 'array', items: { type: 'integer', 'x-nullable': true } },
    },
    {
      type: 'object',
      properties: { secret: { type: 'string', writeOnly: true, example: 'hush' } },
      additionalProperties: { type: 'array', items: { type: 'integer', nullable: true } },
    },
  ],
  ['an object of anything', { additionalProperties: false }, { additionalProperties: false }, { additionalProperties: false }],
])('%s', ([_, schema, inSwagger, inOpenApi]) => {
  expect(olderSchema(schema, swagger)).toEqual(inSwagger)
  expect(olderSchema(schema, openapi)).toEqual(inOpenApi)
})
