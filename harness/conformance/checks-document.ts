import type { CheckData, Need } from '../model/conformance.ts'
import type { Requirement } from '../model/requirement.ts'

const INTRODUCTION = `# Requirements and checks

What \`callstorm conformance\` judges. Keywords follow RFC 2119: a broken MUST fails the run, a broken SHOULD warns
(\`--strict\` makes it fail). Each check names the faults (mutants) that are known to trip it.
`

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const needText = (need: Need): string => (typeof need === 'string' ? need : need.join(' or '))

function requirementRow({ id, keyword, text, source, notJudged }: Requirement, checks: readonly CheckData[]): string {
  const judging = checks.filter(({ requirements }) => requirements.includes(id)).map((check) => `\`${check.id}\``)
  const by = judging.length > 0 ? judging.join(', ') : notJudged === undefined ? 'none yet' : `not judged: ${notJudged}`
  return `| ${id} | ${keyword} | ${cell(text)} | ${cell(source)} | ${by} |`
}

function checkRow({ id, title, requirements, needs, stimulus, expectation, mutants }: CheckData): string {
  return `| \`${id}\` | ${cell(title)} | ${requirements.join(', ')} | ${needs.map(needText).join(', ')} | ${cell(stimulus)} | ${cell(expectation)} | ${mutants.join(', ')} |`
}

/** The requirement catalogue and the checks as a page. */
export function checksDocument(requirements: readonly Requirement[], checks: readonly CheckData[]): string {
  const topics = [...new Set(checks.map(({ id }) => id.split('/')[0] ?? ''))]
  return [
    INTRODUCTION,
    '## Requirements\n',
    '| id | keyword | requirement | source | checks |',
    '|---|---|---|---|---|',
    ...requirements.map((requirement) => requirementRow(requirement, checks)),
    '\n## Checks',
    ...topics.flatMap((topic) => [
      `\n### ${topic}\n`,
      '| id | title | requirements | needs | stimulus | expectation | mutants |',
      '|---|---|---|---|---|---|---|',
      ...checks.filter(({ id }) => id.startsWith(`${topic}/`)).map(checkRow),
    ]),
    '',
  ].join('\n')
}
