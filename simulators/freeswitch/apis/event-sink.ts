import type { Api } from './api.ts'

/** Only meant for a browser. */
export const eventSink: Api = { name: 'event_sink', run: () => 'This is a web application!\n' }
