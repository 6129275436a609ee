import type { Api } from './api.ts'

export const hostname: Api = { name: 'hostname', run: ({ core }) => core.identity.hostname }

export const switchname: Api = { name: 'switchname', run: ({ core }) => core.identity.switchname }
