import { readFileSync } from 'node:fs'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const pipeline = parsePipeline(read('pipeline.yaml'), { source: 'pipeline.yaml', read })
console.log(pipeline.stages.map(({ name, gates }) => `${name}: ${gates.map((gate) => gate.name).join(', ') || 'no gates'}`))
console.log(pipeline.waivers.given.map(({ waives, owner }) => `${waives}: ${owner}`))
