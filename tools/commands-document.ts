import type { Command, Option } from 'commander'
import { createProgram } from '../harness/commands/create-program.ts'
import { EXIT } from '../harness/model/verdict.ts'

const MEANING: Readonly<Record<keyof typeof EXIT, string>> = {
  pass: 'pass',
  fail: 'an objective or a check failed, or a fact that no noise can make was seen',
  unverified: 'could not be verified: the instrument was the bottleneck, or too little was measured',
  broken: 'the harness itself broke, or the bridge could not be started',
  usage: 'usage: a wrong option, profile or file',
  interrupted: 'stopped by Ctrl-C or SIGTERM; what was measured until then is written. A second signal ends it at once, with 128 and its number. `simulate` and `record` are meant to be ended so, with 0',
}

/** `docs/commands.md`: every command with every option, as the command line itself knows them. */
export function commandsDocument(): string {
  const codes = Object.entries(EXIT).map(([name, code]) => `| ${code} | ${MEANING[name as keyof typeof EXIT]} |`)
  return [
    '<!-- Made by `npm run generate`; do not edit. -->',
    '# Commands',
    '',
    'From a clone `npm start -- <command>`, from an installed package `npx callstorm <command>`.',
    '',
    'Answers are as wide as the terminal, or as `COLUMNS` says, also where there is no terminal; `NO_COLOR` leaves colours out.',
    '',
    '| exit code | meaning |',
    '|---|---|',
    ...codes,
    '',
    ...createProgram().commands.flatMap((command) => section(command, 'callstorm')),
  ].join('\n')
}

function section(command: Command, parent: string): string[] {
  const name = `${parent} ${command.name()}`
  const options = command.options.filter(({ hidden }) => !hidden)
  return [
    `## ${name}`,
    '',
    sentence(command.description()),
    '',
    ...(command.commands.length > 0 ? [] : ['```', `${name} ${command.usage()}`, '```', '']),
    ...(command.registeredArguments.length > 0 ? ['| argument | what it is |', '|---|---|', ...command.registeredArguments.map((argument) => `| \`${argument.required ? `<${argument.name()}>` : `[${argument.name()}]`}\` | ${cell(argument.description)} |`), ''] : []),
    ...(options.length > 0 ? ['| option | what it does |', '|---|---|', ...options.map(optionRow), ''] : []),
    ...command.commands.flatMap((child) => section(child, name)),
  ]
}

function optionRow({ flags, description, defaultValue, defaultValueDescription }: Option): string {
  const standard = defaultValueDescription ?? (isPrintable(defaultValue) ? `\`${String(defaultValue)}\`` : undefined)
  return `| \`${cell(flags)}\` | ${cell(description)}${standard === undefined ? '' : `; default ${cell(standard)}`} |`
}

const isPrintable = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && value !== '') || (Array.isArray(value) && value.length > 0)
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
