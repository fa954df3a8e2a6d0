import { resolve } from 'node:path'
import type { Ledger } from '@cloudsmith-sdk/promotion/ledger'
import type { Context } from '../core/context.ts'

/** The ledger in a file; none where none was named. */
export async function ledgerIn({ cwd }: Context, file: string | undefined): Promise<Ledger | undefined> {
  if (file === undefined) return undefined
  const { fileLedger } = await import('@cloudsmith-sdk/promotion/node')
  return fileLedger(resolve(cwd, file))
}
