import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { GivenApproval, Plan } from '@cloudsmith-sdk/promotion'
import { personAtWork } from '../ci/people.ts'
import { engine } from '../core/engine.ts'
import { UsageError } from '../core/usage-error.ts'
import { approvalsFolder } from '../files/approvals.ts'
import { readDocument } from '../files/read-document.ts'
import { readTrust } from '../files/trust.ts'
import { writeWhole } from '../files/write-whole.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { approvalMarkdown } from '../results/approval.ts'
import { planResult } from '../results/plan.ts'
import { resultOf } from '../results/result-of.ts'
import { mustNotBeSaid, onServer, type ServerOptions } from '../server/options.ts'
import { milliseconds } from '../steps/time.ts'

interface Options extends CommonOptions, ServerOptions {
  readonly by?: string | undefined
  readonly key?: string | undefined
  readonly keyid?: string | undefined
  readonly oidc?: true | undefined
  readonly validFor?: string | undefined
  readonly out?: string | undefined
  readonly comment?: string | undefined
  readonly args?: string[]
}

/** `approve`: approves a plan. */
export const approveCommand = (frame: Frame) =>
  onServer(
    command('approve', 'Approve a plan: exactly these packages, with these checksums, under these rules.').argument(
      '<plan>',
      'plan file, or - for standard input',
    ),
  )
    .option('--by <name>', 'who approves')
    .option('--key <file>', 'sign the approval with this private key (JSON Web Key)')
    .option('--keyid <name>', 'name of the key in trust.yaml')
    .option(
      '--oidc',
      "prove the approval with the job's OIDC identity: GitHub Actions (id-token: write), Buildkite, or a token in CLOUDSMITH_APPROVAL_TOKEN",
    )
    .option('--valid-for <time>', 'how long the approval is valid: 30m, 12h, 2d (default: as long as the gates accept it)')
    .option('--out <file>', 'file to save the approval in (default: in approvals/ next to the pipeline)')
    .option('--comment <file>', 'write the plan and the approval to this file as Markdown, for a pull request comment')
    .action(
      acting<Options>(frame, async (task, options) => {
        task.mustNotBeDry('approve')
        const { markdownLimits } = await engine()
        const plan = await readDocument(task.context, 'plan', options.args?.[0])
        if (!plan.items.some(({ outcome }) => outcome === 'promote' || outcome === 'needs approval')) {
          task.note('The plan would promote nothing, so there is nothing to approve.')
          return planResult(plan)
        }
        const life = milliseconds('--valid-for', options.validFor)
        // Read once: two readings of somebody else's clock may be out of order.
        const now = await task.now()
        const expires = life === undefined ? undefined : new Date(now.getTime() + life)
        const { by, kept, notes } = await agree(task, options, plan, { now, expires })
        for (const note of notes) task.note(`Warning: this approval will not count, because it ${note}.`)
        const isProved = options.key !== undefined || options.oidc === true
        const markdown = await approvalMarkdown(plan, { by, expires, isProved, notes })
        if (options.comment !== undefined)
          await writeWhole(resolve(task.context.cwd, options.comment), markdown({ limit: markdownLimits.comment }))
        return resultOf({
          kind: 'approved',
          value: { plan: plan.digest, by, file: kept, notes },
          text: [`${by} approves plan ${plan.digest.slice(0, 12)}: ${kept}`],
          markdown,
          outputs: { plan: plan.digest, approval: kept },
        })
      }),
    )

/** The approver, where the approval is stored, and why it will not count. */
interface Agreed {
  readonly by: string
  readonly kept: string
  readonly notes: readonly string[]
}

/** The period in which an approval is valid. */
interface Life {
  readonly now: Date
  readonly expires: Date | undefined
}

async function agree(task: Task, options: Options, plan: Plan, life: Life): Promise<Agreed> {
  const { server, key, oidc, out } = options
  if (server === undefined) {
    const { by, given } = await sign(task, options, plan, life)
    const notes = await notesOn(task, plan, given, { out, now: life.now })
    return { by, notes, kept: await keep(task, out, { by, digest: plan.digest }, given) }
  }
  const { approveThere } = await import('../server/approve.ts')
  mustNotBeSaid(options, 'profile', 'out')
  if (key !== undefined || oidc !== undefined) {
    const { given } = await sign(task, options, plan, life)
    return { ...(await approveThere(task, server, plan, { document: given })), notes: [] }
  }
  // The service knows whose token it is.
  mustNotBeSaid(options, 'by', 'keyid')
  return { ...(await approveThere(task, server, plan, { expires: life.expires })), notes: [] }
}

/**
 * Why the approval will not count under the pipeline. Without a pipeline there is nothing to say: an approval can be written to a file without one.
 */
async function notesOn(
  task: Task,
  plan: Plan,
  given: GivenApproval,
  { out, now }: { out: string | undefined; now: Date },
): Promise<readonly string[]> {
  const found = await task.pipeline().catch((error: unknown) => {
    if (out === undefined) throw error
    return undefined
  })
  if (found === undefined) return []
  const { approvalNotes } = await engine()
  return approvalNotes(found.pipeline, plan, given, { trust: await readTrust(found.path), now })
}

async function sign(task: Task, options: Options, plan: Plan, life: Life) {
  const { approve } = await engine()
  const by = task.need('--by', options.by ?? personAtWork(task.context.env))
  return { by, given: await approve(plan, { by, ...life, ...(await proof(task, options)) }) }
}

async function proof({ context }: Task, { key, keyid, oidc }: Options) {
  if (key !== undefined && oidc !== undefined) throw new UsageError('Use either --key or --oidc, not both.')
  if (oidc !== undefined) {
    const { jobIdentity } = await import('@cloudsmith-sdk/promotion/node')
    return { identity: jobIdentity({ environment: context.env }) }
  }
  if (key === undefined) return {}
  const { importKey } = await engine()
  return { keyid, signer: await importKey(await privateKey(resolve(context.cwd, key), key), 'sign', key) }
}

/** @throws {UsageError} it cannot be read; the message quotes nothing from the file, which contains a private key */
async function privateKey(path: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    throw new UsageError(`${file} cannot be read as a JSON Web Key.`)
  }
}

async function keep(
  task: Task,
  out: string | undefined,
  about: { by: string; digest: string },
  given: GivenApproval,
): Promise<string> {
  const text = `${JSON.stringify(given, null, 2)}\n`
  if (out !== undefined) {
    await writeWhole(resolve(task.context.cwd, out), text)
    return out
  }
  const folder = approvalsFolder((await task.pipeline()).path)
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${about.digest.slice(0, 12)}.${fileNameOf(about.by)}.json`)
  await writeWhole(path, text)
  return path
}

/** Makes a file name from a name. Characters that are not allowed in file names are replaced, and a checksum then keeps similar names apart. */
function fileNameOf(by: string): string {
  const name = by.replace(/[^\w.-]/g, '_').slice(0, 60)
  return name === by ? name : `${name}.${createHash('sha256').update(by).digest('hex').slice(0, 12)}`
}
