import { CloudsmithEmulatorContainer, type StartedCloudsmithEmulatorContainer } from '@cloudsmith-sdk/emulator/testcontainers'

export async function startEmulator(seed: string): Promise<NodeJS.ProcessEnv> {
  const container = new CloudsmithEmulatorContainer('cloudsmith-emulator').withSeed(seed).withOptions('--speed', '1000')
  const started: StartedCloudsmithEmulatorContainer = await container.withNetworkAliases('emulator').start()
  // @ts-expect-error a container has no such field: its type is not `any`
  console.log(started.colour)
  return { ...started.environment, WHERE: new URL(started.url).host, WHO: started.apiKey }
}
