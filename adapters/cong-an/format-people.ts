/** People: who reported, and who takes part. */
import * as codes from './codes.ts'
import { organisationKinds } from './codes-papers.ts'
import { date, flag, oneOf, open, required, type Struct, text, values } from './fields.ts'
import * as leaf from './leaves.ts'

export const address: Struct = {
  fields: {
    MaXa: { shared: 'commune', leaf: leaf.commune },
    MaXaCu: { shared: 'commune', leaf: leaf.communeBefore },
    ChiTiet: text('text', 300),
  },
}

export const organisation: Struct = {
  fields: {
    TenToChuc: text('name', 300),
    LoaiHinh: oneOf('kind', 'LoaiHinh', organisationKinds),
    MaSo: text('registrationNumber', 40),
    NguoiDaiDien: text('representative', 200),
    DiaChi: { shared: 'address', struct: address },
  },
}

const identity: Struct['fields'] = {
  HoTen: text('fullName', 200),
  NgaySinh: { shared: 'birth', leaf: leaf.birthDate },
  NamSinh: { shared: 'birth', leaf: leaf.form(/^(?!0000)\d{4}$/, 'yyyy') },
  SoCCCD: { shared: 'personalId', leaf: leaf.form(/^\d{12}$/, '12 digits') },
  SoCMND: { shared: 'personalId', leaf: leaf.form(/^\d{9}$/, '9 digits') },
  DienThoai: { shared: 'phone', leaf: leaf.form(/^\+?\d{8,15}$/, '8 to 15 digits') },
  DiaChi: { shared: 'address', struct: address },
}

export const reporter: Struct = {
  keyed: 'NTG',
  fields: {
    LoaiNguoi: open(required(oneOf('kind', 'reporterKinds', codes.reporterKinds))),
    NgayBao: open(date('reportedAt')),
    ToChuc: text('organisation', 300),
    NhanThan: { shared: '', struct: { fields: identity }, flat: true },
  },
}

export const participant: Struct = {
  keyed: 'NTT',
  fields: {
    TuCach: open(required({ shared: 'role', leaf: leaf.coded('participant-roles', codes.roles) })),
    NhanThan: {
      shared: 'person',
      struct: {
        fields: {
          ...identity,
          DanhSachTenKhac: values('otherNames', 'TenKhac', text('', 200), 10),
          GioiTinh: oneOf('sex', 'sexes', codes.sexes),
          // ISO 3166-1 alpha-3, as passports have it.
          QuocTich: { shared: 'nationality', leaf: leaf.form(/^[A-Z]{3}$/, 'three capital letters') },
          SoHoChieu: text('travelDocument', 30),
        },
      },
    },
    ToChuc: { shared: 'organisation', struct: organisation },
    ChuaThanhNien: flag('minor'),
    TuNgay: date('from'),
    DenNgay: date('to'),
    GhiChu: text('note', 2000),
  },
}
