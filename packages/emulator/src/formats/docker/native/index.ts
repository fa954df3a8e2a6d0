import type { Native } from '../../../format/native.ts'
import { dockerClients } from './clients.ts'
import { dockerUpstream } from './upstream.ts'

/** How clients are told of the registry of images, which is a part of the service of its own, and how images are found at others. */
export const dockerNative: Native = { clients: dockerClients, upstream: dockerUpstream }
