import { orNotFound } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import type { Operation } from '../../operation/operation.ts'
import { regions } from './regions.ts'

const regions_list: Operation<'storage-regions_list'> = () => ok([...regions])

const regions_read: Operation<'storage-regions_read'> = ({ path }) =>
  ok(orNotFound(regions.find(({ slug }) => slug === path.slug)))

export { regions_list as 'storage-regions_list', regions_read as 'storage-regions_read' }
