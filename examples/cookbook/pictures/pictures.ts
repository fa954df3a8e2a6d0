import { mkdirSync, writeFileSync } from 'node:fs'
import { makePictures } from './make-pictures.ts'

const folder = new URL('../../../docs/pictures/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, svg] of Object.entries(await makePictures())) writeFileSync(new URL(`${name}.svg`, folder), svg)
