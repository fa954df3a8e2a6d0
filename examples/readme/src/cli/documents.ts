import { readFile } from 'node:fs/promises'
import type { Documents } from '@cloudsmith-sdk/cli'

const drift: Documents['drift'] = JSON.parse(await readFile('drift.json', 'utf8'))
for (const { stage, items } of drift.stages) console.log(stage, items.length)
