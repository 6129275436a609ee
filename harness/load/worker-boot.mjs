// Node 20 does not carry the TypeScript loader into worker threads: each worker registers it for itself.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.entry)
