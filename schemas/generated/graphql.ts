// Generated from schemas/case/v1 by schemas/generate.ts: do not edit. Run `npm run generate`.

/** Object types only: Query and meta are written where the surface is. */
export const typeDefs = `
"Địa chỉ · Address"
type Address {
  "Xã, phường, đặc khu · Commune [NOI_BO]"
  commune: Coded
  "Địa chỉ chi tiết · Address text [HAN_CHE DLCN_CO_BAN]"
  text: String
}

"Phân công giải quyết · Assignment"
type Assignment {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Số quyết định · Decision number [NOI_BO]"
  decisionNumber: String
  "Ngày quyết định · Decided on [NOI_BO]"
  decidedOn: String
  "Đơn vị · Unit [NOI_BO]"
  unit: String
  "Cán bộ được phân công · Assigned officer [HAN_CHE]"
  officer: String
  "Nhiệm vụ · Task [NOI_BO]"
  task: String
  "Viện kiểm sát có thẩm quyền · Competent procuracy [NOI_BO]"
  competentProcuracy: String
  "Cơ quan được giao · Agency that takes it [NOI_BO]"
  agency: Coded
}

"Thời hạn · Clock"
type Clock {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Quy tắc · Rule id [NOI_BO]"
  rule: String
  "Điều luật · Legal basis [CONG_KHAI]"
  legalBasis: String
  "Sự kiện bắt đầu · Start event [NOI_BO]"
  startEvent: String
  "Ngày bắt đầu · Started on [NOI_BO]"
  startedOn: String
  "Ngày đến hạn · Due on [NOI_BO]"
  dueOn: String
  "Quyết định gia hạn · Extended by [NOI_BO]"
  extendedBy: String
  "Tình trạng · State [NOI_BO]"
  state: String
}

"Mã danh mục · Coded value"
type Coded {
  "Danh mục · Code system [CONG_KHAI]"
  system: String
  "Mã · Code [CONG_KHAI]"
  code: String
  "Phiên bản · Version [CONG_KHAI]"
  version: String
  "Mã gốc · Native code [CONG_KHAI]"
  native: String
}

"Quyết định · Decision"
type Decision {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Loại quyết định · Type [NOI_BO]"
  type: Coded
  "Số · Number [NOI_BO]"
  number: String
  "Ngày · Date [NOI_BO]"
  decidedOn: String
  "Cơ quan ban hành · Issuing agency [CONG_KHAI]"
  agency: Coded
  "Người ký · Signer [NOI_BO]"
  signer: String
  "Chức vụ người ký · Title of the signer [NOI_BO]"
  signerTitle: String
  "Căn cứ pháp luật · Legal basis [CONG_KHAI]"
  legalBasis: [String!]
  "Căn cứ · Ground [HAN_CHE]"
  ground: String
  "Hiệu lực từ · Effective from [NOI_BO]"
  effectiveFrom: String
  "Hiệu lực đến · Effective to [NOI_BO]"
  effectiveTo: String
  "Được thay thế bởi · Superseded by [NOI_BO]"
  supersededBy: String
}

"Người xác định độ mật · Determiner of a level"
type Determiner {
  "Cơ quan · Agency [NOI_BO]"
  agency: Coded
  "Người xác định · Officer [HAN_CHE]"
  officer: String
  "Thời điểm · Time [NOI_BO]"
  at: String
  "Mục trong danh mục · List item [NOI_BO]"
  listItem: String
}

"Tài liệu · Document reference"
type DocumentReference {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Loại tài liệu · Kind of document [NOI_BO]"
  type: String
  "Số, ký hiệu · Number [NOI_BO]"
  number: String
  "Ngày ban hành · Issued on [NOI_BO]"
  issuedOn: String
  "Trích yếu · Subject line [HAN_CHE]"
  title: String
  "Tên tệp · File name [HAN_CHE]"
  fileName: String
  "Định dạng · Media type [NOI_BO]"
  mediaType: String
  "Kích thước (byte) · Size in bytes [NOI_BO]"
  bytes: Int
}

"Tóm lược hồ sơ · Summary of a dossier"
type DossierSummary {
  "Mã hồ sơ · Dossier id [CONG_KHAI]"
  id: String!
  "Các phần hồ sơ · Facets [CONG_KHAI]"
  facets: [FacetSummary!]
}

"Hồ sơ vụ việc · Dossier"
type Dossier {
  "Mã hồ sơ · Dossier id [CONG_KHAI]"
  id: String!
  "Các phần hồ sơ · Facets [CONG_KHAI]"
  facets: [Facet!]
}

"Tóm lược phần hồ sơ · Summary of a facet, as the index knows it"
type FacetSummary {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Cơ quan nắm giữ · Holding agency [CONG_KHAI]"
  agency: String!
  "Loại nguồn tin · Kind [NOI_BO]"
  kind: Coded
  "Giai đoạn · Stage [NOI_BO]"
  stage: Coded
  "Thời điểm tiếp nhận · Received at [NOI_BO]"
  receivedAt: String
  "Cập nhật tại nguồn · Updated at the source [NOI_BO]"
  updatedAt: String
  "Lĩnh vực dễ phát sinh tham nhũng · Field prone to corruption [NOI_BO]"
  corruptionField: Coded
  "Ngày đến hạn · Due on [NOI_BO]"
  dueOn: String
  "Nhãn của bản ghi · Label of the record [NOI_BO]"
  label: Label
}

"Phần hồ sơ của một cơ quan · Facet: the part of a dossier that one agency holds"
type Facet {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Cơ quan nắm giữ · Holding agency [CONG_KHAI]"
  agency: String!
  "Số, mã · Identifiers [NOI_BO]"
  identifiers: [Identifier!]
  "Nguồn tin · Report [NOI_BO]"
  report: Report
  "Người cung cấp nguồn tin · Reporters [NOI_BO]"
  reporters: [Reporter!]
  "Người tham gia · Participants [NOI_BO]"
  participants: [Participant!]
  "Tội danh · Offences [NOI_BO]"
  offences: [Offence!]
  "Phân công · Assignments [NOI_BO]"
  assignments: [Assignment!]
  "Quyết định · Decisions [NOI_BO]"
  decisions: [Decision!]
  "Thời hạn · Clocks [NOI_BO]"
  clocks: [Clock!]
  "Kiểm sát · Supervision [NOI_BO]"
  supervision: [SupervisionAct!]
  "Phiên tòa · Hearings [NOI_BO]"
  hearings: [Hearing!]
  "Kiến nghị · Recommendations [NOI_BO]"
  recommendations: [Recommendation!]
  "Phản hồi · Feedback [NOI_BO]"
  feedback: [Feedback!]
  "Tài liệu · Documents [NOI_BO]"
  documents: [DocumentReference!]
  "Phần mật không mở · Opaque parts [NOI_BO]"
  opaque: [OpaquePart!]
  "Nhãn của bản ghi · Label of the record [NOI_BO]"
  label: Label
  "Nguồn gốc · Provenance [CONG_KHAI]"
  provenance: Provenance
}

"Phản hồi · Feedback on what was passed on"
type Feedback {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Cơ quan phản hồi · Answering agency [NOI_BO]"
  from: Coded
  "Số văn bản · Number [NOI_BO]"
  number: String
  "Ngày nhận · Received on [NOI_BO]"
  receivedOn: String
  "Nội dung · Content [HAN_CHE]"
  content: String
  "Ngày báo cho người phản ánh · Reporter told on [NOI_BO]"
  toldReporterOn: String
}

"Phiên tòa · Hearing"
type Hearing {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Cấp xét xử · Instance [NOI_BO]"
  instance: String
  "Thời gian mở phiên tòa · Scheduled for [NOI_BO]"
  scheduledAt: String
  "Địa điểm · Place [NOI_BO]"
  place: String
  "Thẩm phán chủ tọa · Presiding judge [NOI_BO]"
  presiding: String
  "Xét xử kín · Closed to the public [NOI_BO]"
  closed: Boolean
  "Tình trạng · State [NOI_BO]"
  state: String
}

"Số, mã hồ sơ · Identifier"
type Identifier {
  "Hệ thống · System [CONG_KHAI]"
  system: String
  "Loại · Type [CONG_KHAI]"
  type: String
  "Giá trị · Value [NOI_BO]"
  value: String
  "Cơ quan cấp · Assigner [CONG_KHAI]"
  assigner: Coded
}

"Nhãn phân loại · Classification label"
type Label {
  "Độ mật · Level [CONG_KHAI]"
  level: String
  "Dấu xử lý · Handling tags [CONG_KHAI]"
  tags: [String!]
  "Người xác định · Determiner [NOI_BO]"
  by: Determiner
}

"Tội danh · Offence"
type Offence {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Tội danh · Offence [HAN_CHE]"
  offence: Coded
  "Điều · Article [HAN_CHE]"
  article: String
  "Khoản · Clause [HAN_CHE]"
  clause: String
  "Điểm · Point [HAN_CHE]"
  point: String
}

"Phần mật không mở · Opaque part (the gateway has no key)"
type OpaquePart {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Nội dung được thay · What it stands for [NOI_BO]"
  covers: String
  "Độ mật · Level [NOI_BO]"
  level: String
  "Người xác định · Determiner [NOI_BO]"
  determinedBy: Determiner
  "Nơi nhận · Recipient [NOI_BO]"
  recipient: Coded
  "Sản phẩm mật mã · Cipher product [NOI_BO]"
  product: String
  "Giá trị băm của bản mã · Digest of the ciphertext (SHA-256, base64) [NOI_BO]"
  digest: String
  "Bản mã · Ciphertext [MAT]"
  ciphertext: String
}

"Người tham gia · Participant in the case"
type Participant {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Tư cách · Role [NOI_BO]"
  role: Coded
  "Nhân thân · Person [NOI_BO]"
  person: Person
  "Người chưa thành niên · Is a minor [NOI_BO NGUOI_CHUA_THANH_NIEN]"
  minor: Boolean
  "Ghi chú · Note [HAN_CHE]"
  note: String
}

"Cá nhân · Person"
type Person {
  "Họ và tên · Full name [HAN_CHE DLCN_CO_BAN]"
  fullName: String
  "Ngày hoặc năm sinh · Birth date or year [HAN_CHE DLCN_CO_BAN]"
  birth: String
  "Giới tính · Sex [HAN_CHE DLCN_CO_BAN]"
  sex: String
  "Số định danh, CMND · Personal id number [HAN_CHE DLCN_CO_BAN]"
  personalId: String
  "Điện thoại · Phone [HAN_CHE DLCN_CO_BAN]"
  phone: String
  "Địa chỉ · Address [NOI_BO]"
  address: Address
}

"Nguồn gốc dữ liệu · Provenance"
type Provenance {
  "Bộ chuyển đổi · Adapter id@version#hash [CONG_KHAI]"
  adapter: String
  "Cập nhật tại nguồn · Updated at the source [NOI_BO]"
  sourceUpdatedAt: String
  "Cổng nhận lúc · Received at the gateway [CONG_KHAI]"
  receivedAt: String
}

"Kiến nghị sau thanh tra · Recommendation of an inspection"
type Recommendation {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Loại kiến nghị · Kind [NOI_BO]"
  kind: String
  "Nội dung · Content [HAN_CHE]"
  content: String
  "Số tiền kiến nghị thu hồi (đồng) · Amount to recover (VND) [HAN_CHE]"
  amountVnd: Float
  "Số tiền đã thu hồi (đồng) · Amount recovered (VND) [HAN_CHE]"
  recoveredVnd: Float
  "Thời hạn thực hiện · Due on [NOI_BO]"
  dueOn: String
  "Tình trạng · State [NOI_BO]"
  state: String
}

"Nguồn tin về tội phạm · Crime report"
type Report {
  "Loại nguồn tin · Kind [NOI_BO]"
  kind: Coded
  "Kênh tiếp nhận · Channels [NOI_BO]"
  channels: [Coded!]
  "Thời điểm tiếp nhận · Received at [NOI_BO]"
  receivedAt: String
  "Thời điểm xảy ra · Occurred at [HAN_CHE]"
  occurredAt: String
  "Thời điểm ghi nhận tại nguồn · Recorded at the source [NOI_BO]"
  recordedAt: String
  "Nơi xảy ra · Place [HAN_CHE]"
  place: Address
  "Tóm tắt · Summary [HAN_CHE]"
  summary: String
  "Mức khẩn · Urgency [NOI_BO]"
  urgency: Coded
  "Lĩnh vực dễ phát sinh tham nhũng · Field prone to corruption [NOI_BO]"
  corruptionField: Coded
  "Giai đoạn · Stage [NOI_BO]"
  stage: Coded
  "Phức tạp · Complicated [NOI_BO]"
  complicated: Boolean
  "Cơ quan chuyển đến · Agency that passed it on [NOI_BO]"
  receivedFrom: Coded
}

"Người cung cấp nguồn tin · Reporter"
type Reporter {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Bí danh · Pseudonym [NOI_BO]"
  pseudonym: String
  "Loại · Kind [NOI_BO]"
  kind: String
  "Ngày báo · Reported on [NOI_BO]"
  reportedAt: String
  "Họ và tên · Full name [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]"
  fullName: String
  "Ngày hoặc năm sinh · Birth date or year [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]"
  birth: String
  "Số định danh, CMND · Personal id number [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]"
  personalId: String
  "Điện thoại · Phone [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]"
  phone: String
  "Địa chỉ · Address [HAN_CHE NGUOI_TO_GIAC]"
  address: Address
  "Cơ quan, tổ chức · Organisation [HAN_CHE NGUOI_TO_GIAC]"
  organisation: String
}

"Hoạt động kiểm sát · Act of supervision"
type SupervisionAct {
  "Mã thực thể · Entity id [CONG_KHAI]"
  id: String!
  "Hình thức · Instrument [NOI_BO]"
  instrument: Coded
  "Số · Number [NOI_BO]"
  number: String
  "Ngày · Date [NOI_BO]"
  issuedOn: String
  "Mẫu · Form [CONG_KHAI]"
  form: String
  "Nội dung · Content [HAN_CHE]"
  content: String
  "Ngày trả lời · Answered on [NOI_BO]"
  answeredOn: String
}
`
