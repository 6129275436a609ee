import type { RunRecord } from '../../../harness/model/run-record.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { objectivesTable } from '../objectives-table.ts'
import { pageSection } from '../page-section.ts'

const INVALID_NOTE = html`<p class="note">The run is invalid, so these claim nothing:
they are shown to find out why.</p>`

/** The objectives of a run and how it did on them. */
export const objectivesSection = ({ objectives, verdict }: RunRecord): Markup =>
  pageSection('objectives', 'Objectives', [
    verdict.status === 'invalid' ? INVALID_NOTE : undefined,
    objectives.length === 0 ? html`<p>No objectives were set.</p>` : objectivesTable('Objectives', objectives),
  ])
