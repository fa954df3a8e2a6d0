/** The program of the worker thread that inspects large files. @see askThread */
import { parentPort } from 'node:worker_threads'
import { containsMalware } from './catalogue/malware.ts'
import { askOver } from './catalogue/neighbours.ts'
import { readPackage } from './catalogue/read-package.ts'
import type { Question } from './catalogue/thread.ts'

async function answerTo(question: Question): Promise<unknown> {
  const { limits } = question
  if (question.about === 'malware') return containsMalware(question.bytes, limits)
  const { format, upload, neighbours } = question
  return readPackage(format, neighbours ? { ...upload, neighbour: askOver(neighbours) } : upload, limits)
}

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage(await answerTo(question))
})
parentPort?.postMessage('ready')
