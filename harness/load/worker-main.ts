/** Entry of a worker thread: takes its duties from the thread that started it and answers its calls. */
import { createBirpc } from 'birpc'
import { parentPort, workerData } from 'node:worker_threads'
import type { Duties, RunConstants, WorkerCalls } from './protocol.ts'
import { createWorker } from './worker.ts'

const port = parentPort
if (port === null) throw new Error('Cannot run as a worker as there must be a parent thread')
const { duties, constants } = workerData as { readonly duties: Duties; readonly constants: RunConstants }
createBirpc<object, WorkerCalls>(createWorker(duties, constants), {
  post: (message: unknown) => port.postMessage(message),
  on: (take) => port.on('message', take),
  timeout: -1,
})
