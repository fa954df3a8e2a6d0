/** The values that snippets contain. */
export interface Access {
  /** Origin of the API. */
  readonly origin: string
  readonly key: string
  readonly workspace: string
  /** The world that requests have to name in a header. */
  readonly world: string | undefined
}

/** Snippets that configure programs with the emulator's URL and an API key. */
export function snippets({ origin, key, workspace, world }: Access): { readonly name: string; readonly text: string }[] {
  const header = world === undefined ? '' : ` \\\n  --header 'X-Emulator-World: ${world}'`
  const home = world === undefined ? origin : originOf(world, origin)
  return [
    {
      name: "Environment, for the vendor's command line and this SDK",
      text: `export CLOUDSMITH_API_HOST=${home}\nexport CLOUDSMITH_API_KEY=${quoted(key)}`,
    },
    {
      name: 'TypeScript',
      text: `import { Cloudsmith } from '@cloudsmith-sdk/client'\n\nconst cloudsmith = new Cloudsmith({\n  baseUrl: '${home}',\n  apiKey: ${JSON.stringify(key)},\n})`,
    },
    {
      name: 'curl',
      text: `curl '${origin}/repos/${workspace}/' \\\n  --header ${quoted(`X-Api-Key: ${key}`)}${header}`,
    },
    {
      name: 'Control API',
      text: `curl '${origin}/_emulator/faults' --data '{ "operation": "packages_copy", "status": 503 }'${header}`,
    },
  ]
}

/** The origin of a world with a host of its own, for programs that cannot send a header. */
function originOf(world: string, origin: string): string {
  const url = new URL(origin)
  url.hostname = `${world}.localhost`
  return url.origin
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
