import type { Api } from './api.ts'

/** All built-in API commands; those that act on calls are registered by the channel model. */
export const BUILT_IN_APIS: readonly Api[] = []
