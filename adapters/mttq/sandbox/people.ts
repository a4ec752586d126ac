/** Who wrote a petition and whom it names, as the portal keeps them. */
import type { TrueFacet } from '../../sandbox/world.ts'
import * as lists from './lists.ts'
import type { Typed } from './register.ts'
import { day } from './times.ts'

type Reporter = NonNullable<TrueFacet['translation']['facet']['reporters']>[number]

/** The citizen, or one of those who signed with him. */
export const nativeReporter = (one: Reporter, typed: Typed): object => ({
  ma: one.id,
  hinhThuc: lists.reporterKinds[one.kind],
  ngay: day(one.reportedAt),
  hoTen: typed(one.fullName),
  ngaySinh: day(one.birth),
  soGiayTo: one.personalId ?? null,
  dienThoai: one.phone ?? null,
  diaChi: typed(one.address?.text),
  toChuc: typed(one.organisation),
})

/** Those whom the citizen names, as far as he knows them. */
export const nativeNamed = ({ translation }: TrueFacet, typed: Typed): readonly object[] =>
  (translation.facet.participants ?? []).map(({ id, role, person, organisation, note }) => ({
    ma: id,
    tuCach: lists.roles[role.code],
    hoTen: typed(person?.fullName),
    ngaySinh: day(person?.birth),
    soGiayTo: person?.personalId ?? null,
    diaChi: typed(person?.address?.text),
    coQuan: typed(organisation?.name),
    ghiChu: typed(note),
  }))
