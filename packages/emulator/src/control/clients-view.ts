import { nativeFormats, registryOf } from '../areas/native/registries.ts'
import { originsOf } from '../core/hosts.ts'
import type { Emulator } from '../emulator.ts'
import { placeOf } from '../world/urls.ts'
import type { ClientsAnswer } from './answers.ts'
import { ControlProblem } from './problem.ts'

/** Which account and format to configure clients for. */
export interface WantedClients {
  readonly owner: string
  readonly repo: string
  /** Null for the workspace's first account. */
  readonly account: string | null
  /** Null for all formats. */
  readonly format: string | null
  /** The origin for URLs in the response. */
  readonly origin: string
}

/** Returns the configuration of each format's clients for a repository. @throws {ControlProblem} 404 for an unknown repository, account or format */
export function clientsView({ world }: Emulator, { owner, repo, account, format, origin }: WantedClients): ClientsAnswer {
  const repository = world.workspaces.get(owner)?.repositories.get(repo)
  if (repository === undefined) throw new ControlProblem(404, `There is no repository ${owner}/${repo}.`)
  const key = [...repository.workspace.members.keys()]
    .filter(({ slug }) => account === null || slug === account)
    .flatMap(({ keys }) => [...keys.values()])[0]?.key
  if (key === undefined) throw new ControlProblem(404, `There is no account ${account ?? ''} with a key in ${owner}.`)
  const wanted = nativeFormats.filter(([slug]) => format === null || slug === format)
  if (wanted.length === 0) throw new ControlProblem(404, `The emulator has no registry for clients of the format ${format}.`)
  const credentials = { username: 'token', password: key }
  const registries = wanted.map((native) => {
    const { format: slug, url, clients } = registryOf(native, repository, originsOf(origin), credentials)
    return { format: slug, url, credentials, clients: clients.map((client) => ({ ...client, files: { ...client.files } })) }
  })
  return { place: placeOf(repository), registries }
}
