import type { MiddlewareHandler } from 'hono'
