import type { Exit } from '../core/exit-codes.ts'
import type { Result } from '../core/result.ts'
import type { ErrorDocument } from '../documents/error.ts'
import { cutMarkdown } from '../output/cut-markdown.ts'

/** How a command ends that threw, by the name of the error: the modules that have the classes need not be loaded to fail. */
const exitOf: Readonly<Record<string, Exit>> = {
  UsageError: 'usage',
  DocumentError: 'usage',
  PipelineError: 'usage',
  InvalidRequestError: 'usage',
  CredentialsNotFoundError: 'usage',
  ConflictError: 'blocked',
  HoldError: 'blocked',
  RateLimitError: 'rate limit',
  InterruptedError: 'interrupted',
  CarryInterruptedError: 'interrupted',
  AbortError: 'interrupted',
  ChangedError: 'changed',
}

/** An error as a result: every format has it, so that standard output has one document whatever happens. */
export function failureOf(error: unknown): Result {
  const name = error instanceof Error ? error.name : 'Error'
  const message = error instanceof Error ? error.message : String(error)
  const exit = exitOf[name] ?? 'error'
  return {
    exit,
    document: { kind: 'cloudsmith-promotion/error', version: 1, error: name, message } satisfies ErrorDocument,
    // People read it on standard error.
    text: '',
    markdown: ({ limit }) => cutMarkdown(`**${name}**: ${message.replaceAll('\n', '  \n')}\n`, limit),
    checks: [{ subject: 'cloudsmith-promote', rule: name, outcome: 'failed', reasons: [message] }],
    outputs: { error: name },
  }
}
