import { findPackage, listPackages } from '../../store/packages.ts'
import type { Handlers } from '../call.ts'
import { pipelineNamed, there } from './find.ts'

/** Handlers for packages. */
export const packageHandlers: Handlers<'listPackages' | 'getPackage'> = {
  listPackages: ({ parts, params, query }) =>
    listPackages(parts.database, { ...query, pipeline: pipelineNamed(parts, params.pipeline).name }),
  getPackage: ({ parts, params }) => there(findPackage(parts.database, params.package), `package ${params.package}`),
}
