import type { ItemOutcome, Report, ReportOutcome } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Exit } from '../core/exit-codes.ts'
import type { Check, Result } from '../core/result.ts'
import { nameOf } from './name-of.ts'

/** The result of a run. */
export async function reportResult(
  report: Report,
  { failIfNothing }: { readonly failIfNothing?: true | undefined } = {},
): Promise<Result> {
  const { reportMarkdown, reportText } = await engine()
  const promoted = report.items.filter(({ outcome }) => outcome === 'promoted').length
  const exit = exits[report.outcome]
  return {
    exit: exit === 'done' && promoted === 0 && failIfNothing === true ? 'nothing' : exit,
    document: report,
    rows: report.items,
    text: reportText(report),
    markdown: (limits) => reportMarkdown(report, limits),
    checks: report.items.map((item) => ({
      subject: nameOf(item.package),
      rule: 'promotion',
      outcome: checks[item.outcome],
      reasons: item.reasons,
    })),
    outputs: { outcome: report.outcome, plan: report.plan, promoted, packages: report.items.length },
  }
}

const exits: Readonly<Record<ReportOutcome, Exit>> = {
  succeeded: 'done',
  blocked: 'blocked',
  'needs approval': 'waiting',
  waiting: 'waiting',
  compensated: 'compensated',
  'needs a human': 'needs a human',
}

const checks: Readonly<Record<ItemOutcome, Check['outcome']>> = {
  promoted: 'passed',
  'already there': 'passed',
  'needs approval': 'waiting',
  waiting: 'waiting',
  compensated: 'skipped',
  blocked: 'failed',
  conflict: 'failed',
  failed: 'failed',
}
