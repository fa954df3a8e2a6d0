import { markdownCell } from '@cloudsmith-sdk/promotion/text'
import type { Exit } from '../core/exit-codes.ts'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import type { ErrorDocument } from '../documents/error.ts'
import { cutMarkdown } from '../output/cut-markdown.ts'
import { messageOf } from './message-of.ts'

/** How a command ends that threw, by the name of the error: the modules that have the classes need not be loaded to fail. */
const exitOf: Readonly<Record<string, Exit>> = {
  UsageError: 'usage',
  DocumentError: 'usage',
  UnusableError: 'usage',
  PipelineError: 'usage',
  InvalidRequestError: 'usage',
  CredentialsNotFoundError: 'usage',
  ConflictError: 'blocked',
  HoldError: 'blocked',
  SeedError: 'usage',
  WaitTimeoutError: 'waiting',
  RateLimitError: 'rate limit',
  InterruptedError: 'interrupted',
  CarryInterruptedError: 'interrupted',
  RollbackInterruptedError: 'interrupted',
  RestoreInterruptedError: 'interrupted',
  EnsureInterruptedError: 'interrupted',
  AbortError: 'interrupted',
  ChangedError: 'changed',
}

/**
 * An error as a result: every format has it, so that standard output has one document whatever happens. What was done before it is the document, where
 * there is something.
 */
export function failureOf(error: unknown, signal: AbortSignal): Result {
  if (!(error instanceof UnfinishedError)) return failed(error, signal)
  const [{ done }, { exit, checks, outputs }] = [error, failed(error.cause, signal)]
  return { ...done, exit, checks: [...done.checks, ...checks], outputs: { ...done.outputs, ...outputs } }
}

function failed(error: unknown, signal: AbortSignal): Result {
  const name = error instanceof Error ? error.name : 'Error'
  const message = messageOf(error)
  const exit = exitFor(error, signal)
  return {
    exit,
    document: { kind: 'cloudsmith-promotion/error', version: 1, error: name, message } satisfies ErrorDocument,
    // People read it on standard error.
    text: '',
    markdown: ({ limit }) => cutMarkdown(`**${name}**: ${message.split('\n').map(markdownCell).join('  \n')}\n`, limit),
    checks: [{ subject: 'cloudsmith-promote', rule: name, outcome: 'failed', reasons: [message] }],
    outputs: { error: name },
  }
}

/** What cut a run off counts where it says more than that it was cut off: until when nothing can be sent. */
function exitFor(error: unknown, signal: AbortSignal): Exit {
  const chain = causesOf(error)
  if (chain.some((each) => each instanceof Error && each.name === 'RateLimitError')) return 'rate limit'
  if (signal.aborted && chain.includes(signal.reason)) return 'interrupted'
  return (error instanceof Error ? exitOf[error.name] : undefined) ?? 'error'
}

function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = []
  for (let each = error; each !== undefined && !chain.includes(each); each = each instanceof Error ? each.cause : undefined)
    chain.push(each)
  return chain
}
