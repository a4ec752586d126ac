/** GraphQL that is wrong, odd or costly: each attack of attacks/, against one gateway. */
import t from 'tap'
import { runAttacks } from '../../support/attacks.ts'
import { target } from '../../support/shared-target.ts'

t.test('graphql', (t) => runAttacks(t, new URL('attacks/', import.meta.url), '', { target }))
