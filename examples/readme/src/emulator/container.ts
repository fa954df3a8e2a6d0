import { readFile } from 'node:fs/promises'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { CloudsmithEmulatorContainer } from '@cloudsmith-sdk/emulator/testcontainers'

const emulator = await new CloudsmithEmulatorContainer('cloudsmith-emulator')
  .withSeed(await readFile('story.yaml', 'utf8'))
  .start()
export const cloudsmith = new Cloudsmith({ baseUrl: emulator.url, apiKey: emulator.apiKey })
