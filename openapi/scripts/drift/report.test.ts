import { expect, test } from 'vitest'
import { compareOperations } from './compare.ts'
import { formatDrifts } from './report.ts'
import { describing, json, object } from './testing.ts'

test('operations with the same differences share one list', () => {
  const api = (fields: Record<string, unknown>, status: number) => {
    const answer = json(object(fields))
    return describing({
      '/things/{id}/': {
        get: { operationId: 'things_read', responses: { 200: answer } },
        patch: { operationId: 'things_update', responses: { 200: answer } },
        delete: { operationId: 'things_delete', responses: { [status]: {} } },
      },
    })
  }
  const drifts = compareOperations(api({}, 204), api({ state: { type: 'string', enum: ['on', 'off'] } }, 202))

  expect(formatDrifts(drifts).split('\n')).toEqual([
    'things_read  GET /things/{id}/',
    'things_update  PATCH /things/{id}/',
    '  + response.state: string (on | off)',
    '',
    'things_delete  DELETE /things/{id}/',
    '  ~ status: 204 → 202',
  ])
})
