import { resolve } from 'node:path'
import type { Ledger } from '@cloudsmith-sdk/promotion/ledger'
import type { Context } from '../core/context.ts'

/** Opens the ledger in a file; undefined if no file is given. */
export async function ledgerIn({ cwd }: Context, file: string | undefined): Promise<Ledger | undefined> {
  if (file === undefined) return undefined
  const { fileLedger } = await import('@cloudsmith-sdk/promotion/node')
  return fileLedger(resolve(cwd, file))
}
