/** The program of the thread that looks into large files. @see askThread */
import { parentPort } from 'node:worker_threads'
import { containsMalware } from './catalogue/malware.ts'
import { readPackage } from './catalogue/read-package.ts'
import type { Question } from './catalogue/thread.ts'

parentPort?.on('message', async (question: Question) => {
  const { limits } = question
  const answer =
    question.about === 'malware'
      ? await containsMalware(question.bytes, limits)
      : await readPackage(question.format, question.upload, limits)
  parentPort?.postMessage(answer)
})
parentPort?.postMessage('ready')
