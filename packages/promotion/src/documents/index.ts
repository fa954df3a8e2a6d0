import { reportKind } from '../apply/report.ts'
import { approvalKind } from '../approval/approval.ts'
import { revocationKind } from '../approval/revocation.ts'
import { approvalWord, revocationWord } from '../approval/word.ts'
import type { Statement } from '../evidence/statement.ts'
import { waiversKind } from '../gates/waiver.ts'
import { planKind } from '../plan/plan.ts'
import { snapshotKind } from '../undo/snapshot.ts'
import { approvalSchema } from './approval-schema.ts'
import { type DocumentReader, documentReader, read } from './document-reader.ts'
import { examine } from './flaws-of.ts'
import { givenReader } from './given-reader.ts'
import { planSchema } from './plan-schema.ts'
import { reportSchema } from './report-schema.ts'
import { revocationSchema } from './revocation-schema.ts'
import { snapshotSchema } from './snapshot-schema.ts'
import { statementSchema } from './statement-schema.ts'
import { waiversSchema } from './waivers-schema.ts'

export type { DocumentReader, ReadOptions } from './document-reader.ts'

/**
 * The one reader of stored plans. Whether a plan was edited, those who use it find out: its digest is not looked at here.
 *
 * @throws {DocumentError} with every problem, its line and field
 * @example
 * const plan = readPlan(await readFile('plan.json', 'utf8'), { source: 'plan.json' })
 */
export const readPlan = documentReader({ kind: planKind, version: 1 }, planSchema)

/**
 * The one reader of stored approvals: by themselves, signed, or with an identity token. Proofs are looked at where they count.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readApproval = givenReader({ kind: approvalKind, version: 1 }, approvalSchema, approvalWord)

/**
 * The one reader of stored revocations of approvals: by themselves, signed, or with an identity token.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readRevocation = givenReader({ kind: revocationKind, version: 1 }, revocationSchema, revocationWord)

/**
 * The one reader of files of waivers, which people mostly write in YAML. Whether one counts, plans say.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readWaivers = documentReader({ kind: waiversKind, version: 1 }, waiversSchema)

/**
 * The one reader of stored reports.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readReport = documentReader({ kind: reportKind, version: 1 }, reportSchema)

/**
 * The one reader of stored snapshots.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readSnapshot = documentReader({ kind: snapshotKind, version: 1 }, snapshotSchema)

/**
 * The one reader of statements about promotions, as evidence holds them. Whether one is proved, `verifyEnvelope` tells: only then is there something
 * to believe.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readStatement: DocumentReader<Statement> = (document, { source = 'statement' } = {}) =>
  read(document, source, (value) => examine(statementSchema, value))
