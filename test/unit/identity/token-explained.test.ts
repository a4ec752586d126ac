import t from 'tap'
import { explained, type Findings } from '../../../gateway/commands/explained.ts'

const found = (active: boolean | undefined): Findings => ({
  header: {},
  claims: {},
  signed: true,
  ours: true,
  rightType: true,
  expired: false,
  active,
  certificateFits: undefined,
})

t.test('a token that the gateway could not be asked about is not called good', async (t) => {
  t.match(explained(found(true)).at(-1), /^✓/)
  t.match(explained(found(undefined)).at(-1), /^\? .*could not be asked$/)
  t.match(explained(found(false)).at(-1), /^✗/)
})
