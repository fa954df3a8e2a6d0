import type { Area } from '../../operation/area.ts'
import { notesOf } from './notes.ts'
import { upstreamFolderOf } from './upstreams/folder.ts'
import { originPart } from './upstreams/origin.ts'
import { reachOf } from './upstreams/reach.ts'

/** Registries that the clients of formats speak with, and what they fetch from upstreams. */
export const native: Area = {
  title: 'native registries',
  start(world, { reachUpstream, upstreamFolder }) {
    upstreamFolderOf(world).folder = upstreamFolder
    reachOf(world).reach = reachUpstream
  },
  parts: [originPart, notesOf],
}
