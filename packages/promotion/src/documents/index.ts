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
 * Reads a stored plan. It does not verify the digest of the plan: functions that use a plan do, and reject one that was edited.
 *
 * @throws {DocumentError} with every problem, its line and field
 * @example
 * const plan = readPlan(await readFile('plan.json', 'utf8'), { source: 'plan.json' })
 */
export const readPlan = documentReader({ kind: planKind, version: 1 }, planSchema)

/**
 * Reads a stored approval: plain, signed, or with an identity token. Its proof is verified where the approval is used.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readApproval = givenReader({ kind: approvalKind, version: 1 }, approvalSchema, approvalWord)

/**
 * Reads a stored revocation of an approval: plain, signed, or with an identity token. Its proof is verified where the revocation is used.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readRevocation = givenReader({ kind: revocationKind, version: 1 }, revocationSchema, revocationWord)

/**
 * Reads a waiver file, usually YAML. Whether a waiver counts is decided when a plan is made.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readWaivers = documentReader({ kind: waiversKind, version: 1 }, waiversSchema)

/**
 * Reads a stored report.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readReport = documentReader({ kind: reportKind, version: 1 }, reportSchema)

/**
 * Reads a stored snapshot.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readSnapshot = documentReader({ kind: snapshotKind, version: 1 }, snapshotSchema)

/**
 * Reads a statement about a promotion, as evidence contains it. It verifies nothing: only `verifyEnvelope` proves a statement.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export const readStatement: DocumentReader<Statement> = (document, { source = 'statement' } = {}) =>
  read(document, source, (value) => examine(statementSchema, value))
