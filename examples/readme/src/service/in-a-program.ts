import { readSettings, startService } from '@cloudsmith-sdk/service'

const surroundings = { env: process.env, cwd: process.cwd() }
const settings = await readSettings(['--config', 'service.yaml'], surroundings)
const service = await startService({ ...surroundings, settings, write: (line) => process.stderr.write(line) })
console.log(service.url)
await service.stop()
