/** Entry of a worker thread: takes its duties from the thread that started it and answers its calls. */
import { createBirpc } from 'birpc'
import { parentPort, workerData } from 'node:worker_threads'
import type { MemberData } from './crew.ts'
import type { WorkerCalls } from './protocol.ts'
import { createWorker } from './worker.ts'

const port = parentPort
if (port === null) throw new Error('Cannot run as a worker as there must be a parent thread')
const data = workerData as MemberData
createBirpc<object, WorkerCalls>(createWorker(data), {
  post: (message: unknown) => port.postMessage(message),
  on: (take) => port.on('message', take),
  timeout: -1,
})
