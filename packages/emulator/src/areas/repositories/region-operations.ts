import { notFound } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import type { Operation } from '../../operation/operation.ts'
import { regions } from './regions.ts'

const regions_list: Operation<'storage-regions_list'> = () => ok([...regions])

const regions_read: Operation<'storage-regions_read'> = ({ path }) => {
  const region = regions.find(({ slug }) => slug === path.slug)
  if (region === undefined) throw notFound()
  return ok(region)
}

export { regions_list as 'storage-regions_list', regions_read as 'storage-regions_read' }
