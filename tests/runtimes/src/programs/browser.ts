import { tell } from '../stories.ts'

Object.assign(globalThis, { tell })
