import { markdownCell } from '@cloudsmith-sdk/promotion/text'
import type { Exit } from '../core/exit-codes.ts'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import type { ErrorDocument } from '../documents/error.ts'
import { cutMarkdown } from '../output/cut-markdown.ts'
import { messageOf } from './message-of.ts'

/** Exit codes by the name of the error, so that the modules with the classes need not be loaded. */
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
 * Makes a result from an error, so that standard output always has exactly one document. If something was done before the error, the document is
 * about that.
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
    // The message is on standard error.
    text: '',
    markdown: ({ limit }) => cutMarkdown(`**${name}**: ${message.split('\n').map(markdownCell).join('  \n')}\n`, limit),
    checks: [{ subject: 'cloudsmith-promote', rule: name, outcome: 'failed', reasons: [message] }],
    outputs: { error: name },
  }
}

/** The cause of an interruption determines the exit code if it is more specific, such as a rate limit. */
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
