import type { Native } from '../../../format/native.ts'
import { dockerClients } from './clients.ts'
import { dockerUpstream } from './upstream.ts'

/** The client configuration for the image registry, which is a separate part of the service, and how images are found at upstreams. */
export const dockerNative: Native = { clients: dockerClients, upstream: dockerUpstream }
