/** What is done in a matter: the lists of acts of a dossier, and the registers that the procuracy keeps. */
import type {
  Charge,
  Custody,
  Decision,
  Offence,
  Proceeding,
  SupervisionAct,
  Suspension,
} from '../../schemas/generated/types.ts'
import type { JsonObject } from '../codecs/json.ts'
import { itemsOf, readList } from './entities.ts'
import { offence } from './format.ts'
import * as format from './format-acts.ts'
import type { Reading, Row } from './reading.ts'

interface Acts {
  readonly offences: readonly Offence[]
  readonly decisions: readonly Decision[]
  readonly supervision: readonly SupervisionAct[]
  readonly suspensions: readonly Suspension[]
  readonly proceedings: readonly Proceeding[]
  readonly charges: readonly Charge[]
  readonly custody: readonly Custody[]
}

/** The keys that these have of each other are not resolved yet (references.ts). A list that is not there has no entity. */
export function readActs(reading: Reading, dossier: JsonObject): Acts {
  const list = <T>(name: string, shared: keyof Acts, itemsMax: number, rows: readonly Row[], others?: string[]) =>
    readList<T>(reading, itemsOf(reading, dossier, name, itemsMax, `/${shared}`), rows, `/${shared}`, others)
  return {
    offences: list('toiDanh', 'offences', 50, offence, ['boLuat']),
    decisions: list('quyetDinh', 'decisions', 200, format.decision, ['thuTu']),
    supervision: list('yeuCauKiemTraXacMinh', 'supervision', 200, format.supervisionAct),
    suspensions: list('soTamDinhChi', 'suspensions', 20, format.suspension, ['lyDoTrong']),
    proceedings: list('giaiDoanToTung', 'proceedings', 20, format.proceeding, ['lyDoTrong']),
    charges: list('soKhoiToBiCan', 'charges', 100, format.charge, ['lyDoTrong']),
    custody: list('soGiaoNhan', 'custody', 50, format.custody, ['lyDoTrong']),
  }
}
