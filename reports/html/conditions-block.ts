import type { EnvironmentRecord } from '../../harness/model/run-record.ts'
import { environmentFacts } from './environment-facts.ts'
import { factsList } from './facts-list.ts'
import { fileLink } from './file-link.ts'
import { html } from './markup.ts'
import type { Content, Markup } from './markup.ts'
import { pageSection } from './page-section.ts'

export interface ConditionsBlock {
  readonly command: string
  /** Head of the first column, with its facts. */
  readonly about: readonly [title: string, facts: readonly (readonly [string, Content])[]]
  readonly startedAt: string
  readonly endedAt: string
  readonly callstorm: string
  readonly environment: EnvironmentRecord
  /** More facts of the environment, shown first. @default [] */
  readonly more?: readonly (readonly [string, Content])[]
  /** What stands before the files, such as figures that few ask for. */
  readonly aside?: Content
  /** Names of files beside the report. */
  readonly files: readonly string[]
}

/** The last section of a report: how to repeat it, what it was about, where it ran, the files beside it. */
export function conditionsBlock({ command, about: [title, facts], startedAt, endedAt, callstorm, environment, more = [], aside, files }: ConditionsBlock): Markup {
  const list = files.map((file) => html`<li>${fileLink(file)}</li>`)
  return pageSection(
    'conditions',
    'Conditions',
    html`<h3>Repeat this</h3>
<pre><code>${command}</code></pre>
<div class="columns"><div><h3>${title}</h3>${factsList(facts)}</div>
<div><h3>Environment</h3>${factsList([...more, ['Started', startedAt], ['Ended', endedAt], ['callstorm', callstorm], ...environmentFacts(environment)])}</div></div>
${aside}
${files.length === 0 ? undefined : html`<h3>Files beside this report</h3><ul class="files">${list}</ul>`}`,
  )
}
