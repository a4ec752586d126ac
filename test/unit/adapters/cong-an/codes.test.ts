import t from 'tap'
import * as codes from '../../../../adapters/cong-an/codes.ts'
import * as papers from '../../../../adapters/cong-an/codes-papers.ts'
import { communesBefore } from '../../../../adapters/cong-an/communes-before.ts'
import { communes, forms, offences } from '../../../../adapters/cong-an/leaves.ts'
import { codeLists } from '../../../../schemas/generated/codes.ts'
import { levels, tags } from '../../../../schemas/generated/fields.ts'

t.test('code tables reach every shared code and none that is not shared', async (t) => {
  const shared = (list: keyof typeof codeLists) => codeLists[list].codes.map(({ code }) => code).sort()
  const image = (table: Readonly<Record<string, string>>) => Object.values(table).sort()
  t.strictSame(image(codes.kinds), shared('kinds'))
  t.strictSame(image(codes.channels), shared('channels'))
  t.strictSame(image(codes.stages), shared('stages'))
  t.strictSame(image(codes.decisions), shared('decisions'))
  t.strictSame(image(papers.supervisionInstruments), shared('supervision-instruments'))
  t.strictSame(image(papers.penalties), shared('penalties'))
  t.strictSame(image(codes.roles), shared('participant-roles'))
  t.strictSame(image(codes.urgency), shared('urgency'))
  t.strictSame(image(codes.corruptionFields), shared('corruption-fields'))
  t.strictSame(image(codes.agencies), shared('agencies'))
  t.strictSame(image(codes.grounds), shared('grounds'))
  t.strictSame(image(codes.flags), shared('flags'))
  t.strictSame(image(codes.severity), shared('severity'))
  t.strictSame(image(forms), shared('forms'))
  t.strictSame(image(offences), shared('offences'))
  t.strictSame(image(communes), shared('communes'))
  t.strictSame([...new Set(image(communesBefore))], shared('communes'), 'each took over at least one')
  t.equal(Object.keys(communesBefore).length, 295)
  t.strictSame(image(codes.tags), [...tags].sort())
  t.strictSame(image(codes.levels), levels.filter((level) => level !== 'CHUA_XAC_DINH').sort())
})
