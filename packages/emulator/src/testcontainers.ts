/**
 * The emulator in a container, for tests with Testcontainers. Install `testcontainers` as well.
 *
 * @module
 */
import {
  AbstractStartedContainer,
  GenericContainer,
  getContainerRuntimeClient,
  type StartedTestContainer,
  Wait,
} from 'testcontainers'
import { parseSeed } from './seed/parse-seed.ts'
import { defaultWorkspaces } from './world/options.ts'

/** The port of the emulator in its image. */
const port = 8787

/** Where seeds are copied to in the container. */
const seedFile = '/seeds/seed.yaml'

/** How long the emulator may take to become ready, in milliseconds. */
const patience = 60_000

/** The part of a workspace that decides whose key clients get. */
interface Keys {
  readonly accounts: readonly { readonly key: string; readonly role?: string | undefined }[]
}

/**
 * The emulator in a container. Takes the name of an image, such as the one that `examples/emulator-container` builds. The container counts as started
 * when its seed is loaded.
 *
 * @example const emulator = await new CloudsmithEmulatorContainer('cloudsmith-emulator').withSeed(await readFile('story.yaml', 'utf8')).start() const
 * cloudsmith = new Cloudsmith({ baseUrl: emulator.url, apiKey: emulator.apiKey })
 */
export class CloudsmithEmulatorContainer extends GenericContainer {
  #key = keyOf(defaultWorkspaces)
  #options: readonly string[] = []
  #hasSeed = false

  constructor(image: string) {
    super(image)
    this.withExposedPorts(port)
    this.withWaitStrategy(Wait.forHttp('/_emulator/ready', port).forStatusCode(200))
    this.withStartupTimeout(patience)
  }

  /**
   * Starts the emulator with a seed in YAML or JSON. Package files that it names have to be copied to `/seeds`, with `withCopyFilesToContainer`.
   *
   * @throws {SeedError} if the seed is invalid, before anything starts
   */
  withSeed(text: string): this {
    const { content } = parseSeed(text)
    this.#key = keyOf(content.workspaces ?? defaultWorkspaces)
    this.#hasSeed = true
    return this.withCopyContentToContainer([{ content: text, target: seedFile }])
  }

  /** Adds options of the emulator's command line, such as `'--speed', '1000'`. */
  withOptions(...options: readonly string[]): this {
    this.#options = [...this.#options, ...options]
    return this
  }

  override async start(): Promise<StartedCloudsmithEmulatorContainer> {
    return new StartedCloudsmithEmulatorContainer(await super.start(), this.#key)
  }

  /** The emulator answers only to the names that tests and other containers use for it. */
  protected override async beforeContainerCreated(): Promise<void> {
    const { info } = await getContainerRuntimeClient()
    const names = new Set([info.containerRuntime.host, ...this.networkAliases])
    const seed = this.#hasSeed ? ['--seed', seedFile] : []
    this.withCommand([...[...names].flatMap((name) => ['--allow-host', name]), ...seed, ...this.#options])
  }
}

/** A running container with the emulator. */
export class StartedCloudsmithEmulatorContainer extends AbstractStartedContainer {
  /** The API key of the first owner. */
  readonly apiKey: string

  constructor(started: StartedTestContainer, apiKey: string) {
    super(started)
    this.apiKey = apiKey
  }

  /** The base URL for clients on this machine. */
  get url(): string {
    return `http://${this.getHost()}:${this.getMappedPort(port)}`
  }

  /** Environment variables with the URL and API key, which the vendor's command line and `@cloudsmith-sdk/client/node` read. */
  get environment(): { readonly CLOUDSMITH_API_HOST: string; readonly CLOUDSMITH_API_KEY: string } {
    return { CLOUDSMITH_API_HOST: this.url, CLOUDSMITH_API_KEY: this.apiKey }
  }
}

/** The API key of the first owner, or else of the first account. */
function keyOf(workspaces: readonly Keys[]): string {
  const accounts = workspaces.flatMap(({ accounts }) => accounts)
  return (accounts.find(({ role }) => role === 'Owner') ?? accounts[0])?.key ?? ''
}
