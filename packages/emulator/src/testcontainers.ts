/**
 * The emulator in a container of its own, for tests with Testcontainers: install `testcontainers` beside this package.
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

/** Where the emulator listens in its image. */
const port = 8787

/** Where seeds are put into the container. */
const seedFile = '/seeds/seed.yaml'

/** How long the emulator may take until it is ready, in milliseconds. */
const patience = 60_000

/** What of a workspace tells whose key clients get. */
interface Keys {
  readonly accounts: readonly { readonly key: string; readonly role?: string | undefined }[]
}

/**
 * The emulator in a container, of an image such as `examples/emulator-container` builds. It has started when what it starts with is loaded.
 *
 * @example
 * const emulator = await new CloudsmithEmulatorContainer('cloudsmith-emulator').withSeed(await readFile('story.yaml', 'utf8')).start()
 * const cloudsmith = new Cloudsmith({ baseUrl: emulator.url, apiKey: emulator.apiKey })
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
   * Lets it start with a seed, YAML or JSON. Files of packages have to be copied beside it: `withCopyFilesToContainer`, to `/seeds`.
   *
   * @throws {SeedError} a seed that is not right, before anything starts
   */
  withSeed(text: string): this {
    const { content } = parseSeed(text)
    this.#key = keyOf(content.workspaces ?? defaultWorkspaces)
    this.#hasSeed = true
    return this.withCopyContentToContainer([{ content: text, target: seedFile }])
  }

  /** Further options of its command line, such as `'--speed', '1000'`. */
  withOptions(...options: readonly string[]): this {
    this.#options = [...this.#options, ...options]
    return this
  }

  override async start(): Promise<StartedCloudsmithEmulatorContainer> {
    return new StartedCloudsmithEmulatorContainer(await super.start(), this.#key)
  }

  /** It answers to the names by which tests and other containers call it, and to no others. */
  protected override async beforeContainerCreated(): Promise<void> {
    const { info } = await getContainerRuntimeClient()
    const names = new Set([info.containerRuntime.host, ...this.networkAliases])
    const seed = this.#hasSeed ? ['--seed', seedFile] : []
    this.withCommand([...[...names].flatMap((name) => ['--allow-host', name]), ...seed, ...this.#options])
  }
}

/** The emulator in a container that runs. */
export class StartedCloudsmithEmulatorContainer extends AbstractStartedContainer {
  /** The key of the first owner. */
  readonly apiKey: string

  constructor(started: StartedTestContainer, apiKey: string) {
    super(started)
    this.apiKey = apiKey
  }

  /** The base URL for clients on this machine. */
  get url(): string {
    return `http://${this.getHost()}:${this.getMappedPort(port)}`
  }

  /** The variables by which the vendor's command line and `@cloudsmith-sdk/client/node` find it. */
  get environment(): { readonly CLOUDSMITH_API_HOST: string; readonly CLOUDSMITH_API_KEY: string } {
    return { CLOUDSMITH_API_HOST: this.url, CLOUDSMITH_API_KEY: this.apiKey }
  }
}

/** The key of the first owner, or else of whoever is first. */
function keyOf(workspaces: readonly Keys[]): string {
  const accounts = workspaces.flatMap(({ accounts }) => accounts)
  return (accounts.find(({ role }) => role === 'Owner') ?? accounts[0])?.key ?? ''
}
