import { Cloudsmith, type PackageDetail } from '@cloudsmith-sdk/client'
import { type PackageRef, refOf } from '@cloudsmith-sdk/client/sync'
import { createEmulator, type Emulator, type EmulatorOptions } from '@cloudsmith-sdk/emulator'
import type { PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { createConformance } from '@cloudsmith-sdk/openapi/conformance'
import { expect } from 'vitest'
import { type Approval, approve, type Plan } from '../src/index.ts'
import { reach } from './network.ts'

const conformance = await createConformance()

/** The emulator's own workspace, with the repositories dev, staging and production, and a client of it that waits on the emulator's time. */
export interface Story {
  emulator: Emulator
  cloudsmith: Cloudsmith
  /** Pushes a package and waits until it is synchronised and, where it is scanned, scanned. */
  push(repo: string, fixture: PackageFixture, tags?: string[]): Promise<PackageDetail>
  /** Has people agree to a plan, now. */
  agreed(plan: Plan, ...people: string[]): Promise<Approval[]>
  /** Where a package of this workspace is. */
  ref(pkg: PackageDetail): PackageRef
}

/** Begins a story. Every answer of the emulator is measured against the API description; one that does not conform fails the test. */
export async function story(options: EmulatorOptions = {}): Promise<Story> {
  const emulator = createEmulator({
    ...options,
    observe: async (exchange) => {
      const { operation, status, body } = exchange
      expect(conformance({ operation, status, body })).toEqual([])
      await options.observe?.(exchange)
    },
  })
  reach(emulator)
  const { clock } = emulator
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock, fetch: emulator.fetch })
  return {
    emulator,
    cloudsmith,
    ref: refOf,
    agreed: (plan, ...people) => Promise.all(people.map((by) => approve(plan, { by, now: new Date(clock.now()) }))),
    async push(repo, { format, filename, bytes, fields, extra }, tags = []) {
      const files = Object.fromEntries(
        Object.entries(extra).map(([field, file]) => [field, new File([file.bytes], file.filename)]),
      )
      const params = { owner: 'acme', repo, format, file: new File([bytes], filename), tags, ...fields, ...files }
      return cloudsmith.push(params as Parameters<Cloudsmith['push']>[0])
    },
  }
}
