import type { Area } from '../../operation/area.ts'
import { notesOf } from './notes.ts'
import { upstreamFolderOf } from './upstreams/folder.ts'
import { originPart } from './upstreams/origin.ts'
import { reachOf } from './upstreams/reach.ts'

/** The registries for the clients of formats, and fetching from upstreams. */
export const native: Area = {
  title: 'native registries',
  start(world, { reachUpstream, upstreamFolder }) {
    upstreamFolderOf(world).folder = upstreamFolder
    reachOf(world).reach = reachUpstream
  },
  parts: [originPart, notesOf],
}
