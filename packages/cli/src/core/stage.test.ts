import { definePipeline } from '@cloudsmith-sdk/promotion'
import { expect, test } from 'vitest'
import { stageOf } from './stage.ts'

const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'live' }] })

test('a stage is found by its name, and an unknown name is refused with those that exist', () => {
  expect(stageOf(pipeline, 'live').repository).toBe('live')
  expect(() => stageOf(pipeline, 'prod')).toThrow(/^The pipeline has no stage "prod": choose one of dev, live\.$/)
})
