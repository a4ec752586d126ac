/** Hand-overs, proceedings, clocks and judgments in the court's own file. */
import type { Extension, Sentence } from '../../../schemas/generated/types.ts'
import { code, date, each, type Field, flag, type Inner, type Item, moment, rule } from './fields.ts'

/** đồng with a dot before each three digits. */
const dong = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value).replace(/\B(?=(\d{3})+$)/g, '.')

/** One hand-over: the fields of `LanGiaoNhan`. */
export const custody = (of: Item<'custody'>, field: Field): string =>
  field('BenGiao', 'from', code('agencies', of.from)) +
  field('BenNhan', 'to', code('agencies', of.to)) +
  field('SoPhieu', 'number', of.number) +
  field('MauSo', 'form', of.form?.code) +
  field('LucGiao', 'sentAt', moment(of.sentAt)) +
  field('LucNhan', 'acknowledgedAt', moment(of.acknowledgedAt)) +
  each('GiayTo', of.papers) +
  field('LyDo', 'reason', of.reason) +
  rule(of.rule, field) +
  field('HanGiao', 'dueOn', date(of.dueOn))

/** One proceeding: the fields of `GiaiDoanToTung`. */
export const proceeding = (of: Item<'proceedings'>, field: Field): string =>
  field('GiaiDoan', 'stage', code('stages', of.stage)) +
  field('CoQuan', 'agency', code('agencies', of.agency)) +
  field('DonVi', 'unit', of.unit) +
  field('SoThuLy', 'number', of.number) +
  field('TuNgay', 'openedOn', date(of.openedOn)) +
  field('DenNgay', 'closedOn', date(of.closedOn)) +
  field('LoaiToiPham', 'severity', code('severity', of.severity)) +
  field('KetThucBang', 'outcome', code('decisions', of.outcome))

const extension = (of: Extension, field: Field): string =>
  field('SoQuyetDinh', 'number', of.number) +
  field('CoQuan', 'agency', code('agencies', of.agency)) +
  field('NgayQuyetDinh', 'decidedOn', date(of.decidedOn)) +
  field('DenNgay', 'dueOn', date(of.dueOn))

/** One clock, with its extensions: the fields of `ThoiHan`. */
export const clock = (of: Item<'clocks'>, field: Field, inner: Inner): string =>
  rule(of.rule, field) +
  field('CanCu', 'legalBasis', of.legalBasis) +
  field('SuKien', 'startEvent', of.startEvent) +
  field('TuNgay', 'startedOn', date(of.startedOn)) +
  field('DenNgay', 'dueOn', date(of.dueOn)) +
  inner('GiaHan', 'extensions', of.extensions, extension) +
  field('TinhTrang', 'state', code('clockStates', of.state))

const sentence = (of: Sentence, field: Field): string =>
  field('BiCao', 'convicted', of.convicted) +
  field('ToiDanh', 'convictedOf', of.convictedOf) +
  field('Loai', 'penalty', code('penalties', of.penalty)) +
  field('SoThang', 'months', of.months === undefined ? undefined : String(of.months)) +
  field('AnTreo', 'probation', flag(of.probation)) +
  field('BoiThuong', 'compensationVnd', dong(of.compensationVnd))

/** One judgment, with its sentences: the fields of `BanAn`. */
export const judgment = (of: Item<'judgments'>, field: Field, inner: Inner): string =>
  field('CapXetXu', 'instance', code('judgmentInstances', of.instance)) +
  field('SoBanAn', 'number', of.number) +
  field('NgayTuyenAn', 'pronouncedOn', date(of.pronouncedOn)) +
  field('ToaAn', 'court', of.court) +
  field('PhienToa', 'hearing', of.hearing) +
  field('HieuLucTu', 'effectiveFrom', date(of.effectiveFrom)) +
  field('NgayGiao', 'deliveredOn', date(of.deliveredOn)) +
  field('KhangCaoKhangNghi', 'appeal', code('appeals', of.appeal)) +
  field('NgayKhangCao', 'appealedOn', date(of.appealedOn)) +
  inner('HinhPhat', 'sentences', of.sentences, sentence)
