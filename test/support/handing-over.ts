/** A handing over for which adapters write. */
import type { WritingContext } from '../../adapters/sdk/adapter.ts'

export const handingOver: WritingContext = {
  reference: 'ct-3f9k2m7q',
  at: '2026-11-20T09:30:00+07:00',
  from: { id: 'cong-an', code: 'CA', organId: 'H01.21', title: 'Công an tỉnh An Giang' },
  to: { id: 'mttq', code: 'MTTQ', organId: 'H01.30', title: 'Ủy ban MTTQ Việt Nam tỉnh An Giang' },
}
