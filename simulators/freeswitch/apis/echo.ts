import type { Api } from './api.ts'

export const echo: Api = { name: 'echo', run: ({ args }) => args }
