import { tmpdir } from 'node:os'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { carry } from '@cloudsmith-sdk/promotion/carry'
import { fileSpool } from '@cloudsmith-sdk/promotion/node'
import { cloudsmith } from './acme.ts'

const theirs = new Cloudsmith({ apiKey: process.env.GLOBEX_API_KEY })

const { complete, items } = await carry(
  { cloudsmith, owner: 'acme', repo: 'production' },
  { cloudsmith: theirs, owner: 'globex', repo: 'from-acme' },
  { select: { tag: 'released' }, tags: ['from-acme'], spool: fileSpool(tmpdir()) },
)
console.log(complete, items)
