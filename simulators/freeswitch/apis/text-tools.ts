import { createHash } from 'node:crypto'
import { createAccessList } from '../access-list.ts'
import { percentDecode, percentEncode } from '../codec/percent-encoding.ts'
import { type Api, executeApi, splitCommand } from './api.ts'
import { separateWords } from './separate-words.ts'

/** Commands that make a text of a text. */
export const textApis: readonly Api[] = [
  { name: 'acl', run: ({ args }) => String(isOnList(args)) },
  { name: 'coalesce', run: ({ args }) => coalesce(args) },
  {
    name: 'md5',
    run: ({ args }) => (args === '' ? '!err!' : createHash('md5').update(args, 'latin1').digest('hex')),
  },
  { name: 'replace', run: ({ args }) => replace(args) },
  { name: 'tolower', run: ({ args }) => args.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) },
  { name: 'toupper', run: ({ args }) => args.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) },
  { name: 'url_decode', run: ({ args }) => percentDecode(args) },
  { name: 'url_encode', run: ({ args }) => percentEncode(args) },
  {
    name: 'xml_wrap',
    async run({ core, args }) {
      const [, encoded, line = ''] = /^(encoded )?(.*)$/is.exec(args) ?? []
      const output = (await executeApi(core, ...splitCommand(line))) ?? ''
      const data = encoded === undefined ? output : percentEncode(output)
      return `<result>\n  <row id="1">\n    <data>${data}</data>\n  </row>\n</result>\n`
    },
  },
]

/** `acl <address> <list>` */
function isOnList(args: string): boolean {
  const [address = '', list] = separateWords(args, 3)
  return list !== undefined && createAccessList(list).allows(address)
}

/** `coalesce [^^<delimiter>]<text>,<text>,…`: the first that is not empty. */
function coalesce(args: string): string | undefined {
  const isMarked = args.startsWith('^^') && args.length > 3
  const parts = isMarked ? args.slice(3).split(args[2] ?? ',') : args.split(',')
  return args === '' ? undefined : parts.map((part) => part.replace(/^ +| +$/g, '')).find((part) => part !== '')
}

/** `replace <text>|<from>|<to>`; `m:~` or `m:/` in front changes the delimiter. */
function replace(args: string): string {
  const [, delimiter = '|', rest = args] = /^m:([|~/])(.*)$/s.exec(args) ?? []
  const [text = '', from, to, ...more] = rest.split(delimiter)
  if (from === undefined || to === undefined) return '-ERR'
  return from === '' ? text : text.replaceAll(from, () => [to, ...more].join(delimiter))
}
