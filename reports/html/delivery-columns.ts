import type { DeliveryCounts } from '../../harness/model/run-record.ts'
import { DELIVERY_COLUMNS } from '../facts/receiver-groups.ts'
import { capitalize } from '../text/capitalize.ts'
import { formatCount } from '../text/units.ts'
import { figureColumn, type TableColumn } from './data-table.ts'

/** A column for each count of a ledger, of whatever a row is about. */
export const deliveryColumns = <Row>(countsOf: (row: Row) => DeliveryCounts): readonly TableColumn<Row>[] =>
  DELIVERY_COLUMNS.map(({ key, title, failing }) =>
    figureColumn(
      capitalize(title),
      (row) => formatCount(countsOf(row)[key]),
      (row) => failing && countsOf(row)[key] > 0,
    ),
  )
