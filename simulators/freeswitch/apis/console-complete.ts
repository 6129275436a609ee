import type { Api } from './api.ts'

/**
 * `console_complete [c=<cursor>;]<text>`: what the tab key of `fs_cli` asks. Candidates are the names of API commands;
 * `write=<cursor>:<text>` behind them tells the console what to put on its line when only one is left.
 */
export const consoleComplete: Api = {
  name: 'console_complete',
  run({ core, args }) {
    const typed = /^c=\d+;/.test(args) ? args.slice(args.indexOf(';') + 1) : args
    const found = typed.includes(' ') ? [] : core.apis.names().filter((name) => name.startsWith(typed.toLowerCase()))
    const [only] = found
    if (only !== undefined && found.length === 1) return `\n\nwrite=${only.length + 1}:${only} `
    return `\n\n${found.map((name) => `[${name.padStart(20)}]\t`).join('')}\n\n`
  },
}
