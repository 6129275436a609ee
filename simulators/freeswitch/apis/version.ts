import type { Api } from './api.ts'

/** The release that the simulator imitates, in the forms in which the server shows it. */
export const RELEASE = {
  short: '1.11.3-dev',
  full: '1.11.3-dev+git~20260821T141014Z~cc93a683ca~64bit',
  human: '1.11.3-dev git cc93a68 2026-08-21 14:10:14Z 64bit',
  build: 'git cc93a68 2026-08-21 14:10:14Z 64bit',
} as const

/** `version [short]`. */
export const version: Api = {
  name: 'version',
  run: ({ args }) =>
    args.startsWith('short') ? `${RELEASE.short}\n` : `FreeSWITCH Version ${RELEASE.full} (${RELEASE.build})\n`,
}
