/** What snippets are made of. */
export interface Access {
  /** Where the API is. */
  readonly origin: string
  readonly key: string
  readonly workspace: string
  /** The world that requests have to name by a header. */
  readonly world: string | undefined
}

/** How programs are told where the emulator is, and with which key. */
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

/** A world by its host, for programs that send no header of their own. */
function originOf(world: string, origin: string): string {
  const url = new URL(origin)
  url.hostname = `${world}.localhost`
  return url.origin
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
