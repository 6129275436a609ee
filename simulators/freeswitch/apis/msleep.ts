import { atoi } from '../codec/c-text.ts'
import type { Api } from './api.ts'

/** `msleep <ms>`: answers after that time, which holds up the connection that asked. */
export const msleep: Api = {
  name: 'msleep',
  run: ({ core, args }) =>
    new Promise((resolve) => void core.timers.after(Math.max(0, atoi(args)), () => resolve('+OK'))),
}
