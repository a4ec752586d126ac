import t from 'tap'
import { heldInTcvn3 } from '../../../../adapters/sandbox/facet-thanh-tra.ts'
import type { TrueFacet } from '../../../../adapters/sandbox/world.ts'
import { encodeTcvn3 } from '../../../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { changed, facets, storyFacet, translated } from './harness.ts'

const facet = storyFacet('kien-nghi-khoi-to')

/** The facet with another name for its first person. */
function named(fullName: string): TrueFacet {
  const { translation } = facet
  const [first, ...others] = translation.facet.participants!
  const participants = [{ ...first!, person: { ...first!.person, fullName } }, ...others]
  return { ...facet, translation: { ...translation, facet: { ...translation.facet, participants } } }
}

t.test('the system loses the case of capitals with tones, and the adapter says where it shows', async (t) => {
  t.same(encodeTcvn3('NGUYỄN'), encodeTcvn3('NGUYễN'), 'one byte for both')
  for (const [kept, held] of [
    ['NGUYỄN THỊ ẤT', 'NGUYễN THị ấT'],
    ['Nguyễn Ngọc Ánh', 'Nguyễn Ngọc ánh'],
  ] as const) {
    const { facet: got, findings } = translated(changed(named(kept)))
    t.equal(got.participants![0]!.person!.fullName, held)
    t.match(findings, [
      {
        code: 'case-lost',
        effect: 'note',
        pointer: '/0/Đối tượng/0/họ tên',
        line: 2,
        target: '/participants/0/person/fullName',
        found: { type: 'text' },
      },
    ])
    t.equal(findings.length, 1)
  }
  t.strictSame(translated(changed(named('Trần Đức Bé Năm'))).findings, [], 'ordinary capitals are no sign of it')
})

t.test(
  'the world of the inspectorate has no capital with a tone, or it would not be the truth of a TCVN3 system',
  async (t) => {
    t.strictSame(
      facets.map(({ translation }) => translation),
      facets.map(({ translation }) => heldInTcvn3(translation)),
    )
    t.equal(heldInTcvn3('ỦY BAN Đông Ý'), 'ủY BAN Đông ý')
  },
)
