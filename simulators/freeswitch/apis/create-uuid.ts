import type { Api } from './api.ts'

export const createUuid: Api = { name: 'create_uuid', run: ({ core }) => core.createUuid() }
