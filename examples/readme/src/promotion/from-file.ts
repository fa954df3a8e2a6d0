import { readFile } from 'node:fs/promises'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'

const path = new URL('pipeline.yaml', import.meta.url)
const pipeline = parsePipeline(await readFile(path, 'utf8'), { source: 'pipeline.yaml' })
console.log(pipeline.stages.map(({ name, gates }) => `${name}: ${gates.map((gate) => gate.name).join(', ') || 'no gates'}`))
