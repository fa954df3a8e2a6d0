import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { holds } from './conditions.ts'
import { handOn, type ShellJob } from './shell-jobs.ts'
import { program, type Team } from './team.ts'

type Texts = Readonly<Record<string, string>>

interface Step {
  readonly key: string
  readonly if: string
  readonly depends_on?: string | readonly string[]
  readonly block?: string
  readonly commands?: readonly string[]
  readonly artifact_paths?: readonly string[]
}

/** Runs a pipeline as Buildkite does: what is filled in at the upload, conditions, artifacts, the agent. Somebody unblocks every block. */
export async function runBuildkite(
  team: Team,
  build: Readonly<Record<string, string | null>>,
  { env, tokens }: { readonly env: Texts; readonly tokens: string },
): Promise<Readonly<Record<string, ShellJob>>> {
  const text = await readFile(join(team.home, '.buildkite/pipeline.promote.yml'), 'utf8')
  const file = parse(uploaded(text)) as { env: Texts; steps: readonly Step[] }
  const artifacts = await team.checkout()
  await program(
    team.bin,
    'buildkite-agent',
    `case "$1 $2" in
  'oidc request-token') curl -sSf "${tokens}?audience=$4" | sed 's/.*"value":"\\([^"]*\\)".*/\\1/' ;;
  'artifact download') cp "${artifacts}/kept/$3" "$4" ;;
  'annotate --context') cat > "annotation-$3.md" ;;
  *) exit 64 ;;
esac`,
  )
  const done: Record<string, ShellJob> = {}
  for (const step of file.steps) {
    if (!holds(step.if, (name) => build[name])) continue
    if ([step.depends_on ?? []].flat().some((key) => key in done && done[key]?.code !== 0)) break
    if (step.commands === undefined) continue
    const cwd = await team.checkout()
    const job = { cwd, env: { ...file.env, ...env, BUILDKITE: 'true', BUILDKITE_STEP_KEY: step.key } }
    done[step.key] = { cwd, ...(await team.script(['bash', '-e', '-c'], step.commands.join('\n'), job)) }
    await handOn(step.artifact_paths ?? [], cwd, join(artifacts, 'kept'))
  }
  return done
}

/** Two dollar signs become one; a single one would be filled in with what came from outside. */
function uploaded(text: string): string {
  const single = text.split('\n').find((line) => !line.startsWith('#') && /(?<!\$)\$(?!\$)/.test(line.replaceAll('$$', '')))
  if (single !== undefined) throw new Error(`A variable is filled in when the pipeline is uploaded: ${single}`)
  return text.replaceAll('$$', '$')
}
