// Generated from schemas/case/v1 by schemas/generate.ts: do not edit. Run `npm run generate`.

/** Object types only: Query and meta are written where the surface is. */
export const typeDefs = `
"Địa chỉ · Address\\nTham chiếu · Reference: reference.html#Address"
type Address {
  "Xã, phường, đặc khu · Commune [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Xã, phường, đặc khu của An Giang”: reference.html#codes-communes.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Communes of An Giang”: reference.html#codes-communes."
  commune: Coded
  "Địa chỉ chi tiết · Address text [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3)."
  text: String
}

"Phân công giải quyết · Assignment\\nTham chiếu · Reference: reference.html#Assignment"
type Assignment {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Số quyết định · Decision number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  decisionNumber: String
  "Ngày quyết định · Decided on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  decidedOn: String
  "Đơn vị · Unit [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  unit: String
  "Cán bộ được phân công · Assigned officer [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Cho thấy một phần: chữ cái đầu (N. V. Đ.).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). A partial release shows initials (N. V. Đ.)."
  officer: String
  "Đến ngày · Until [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  until: String
  "Nhiệm vụ · Task [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  task: String
  "Viện kiểm sát có thẩm quyền · Competent procuracy [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  competentProcuracy: String
  "Cơ quan được giao · Agency that takes it [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  agency: Coded
}

"Khởi tố bị can · Charge\\nTham chiếu · Reference: reference.html#Charge"
type Charge {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Bị can · Accused [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm. Trỏ tới mã trong “participants”.\\nDefault label: Restricted; Sensitive personal data. Id of an element of “participants”."
  accused: String
  "Tội danh · Offences [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm. Trỏ tới mã trong “offences”.\\nDefault label: Restricted; Sensitive personal data. Id of an element of “offences”."
  chargedWith: [String!]
  "Quyết định khởi tố bị can · Decision [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm. Trỏ tới mã trong “decisions”.\\nDefault label: Restricted; Sensitive personal data. Id of an element of “decisions”."
  decision: String
  "Mức độ nghiêm trọng · Severity [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm. Danh mục “Loại tội phạm theo mức độ nghiêm trọng”: reference.html#codes-severity.\\nDefault label: Restricted; Sensitive personal data. Code list “Severity of offences”: reference.html#codes-severity."
  severity: Coded
  "Ngày khởi tố · Charged on [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  chargedOn: String
  "Phê chuẩn · Approval by the procuracy [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  approval: String
  "Ngày phê chuẩn · Approved on [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  approvedOn: String
  "Số quyết định phê chuẩn · Number of the approval [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  approvalNumber: String
}

"Thời hạn · Clock\\nTham chiếu · Reference: reference.html#Clock"
type Clock {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Quy tắc · Rule id [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  rule: String
  "Điều luật · Legal basis [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  legalBasis: String
  "Sự kiện bắt đầu · Start event [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  startEvent: String
  "Ngày bắt đầu · Started on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  startedOn: String
  "Ngày đến hạn · Due on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  dueOn: String
  "Các lần gia hạn · Extensions [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  extensions: [Extension!]
  "Tình trạng · State [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  state: String
}

"Mã danh mục · Coded value\\nTham chiếu · Reference: reference.html#Coded"
type Coded {
  "Danh mục · Code system [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  system: String
  "Mã · Code [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  code: String
  "Phiên bản · Version [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  version: String
  "Mã gốc · Native code [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  native: String
}

"Giao, nhận nguồn tin · Hand-over (custody chain)\\nTham chiếu · Reference: reference.html#Custody"
type Custody {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Bên giao · Sender [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  from: Coded
  "Bên nhận · Receiver [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  to: Coded
  "Số phiếu chuyển · Number of the transfer note [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Mẫu · Form [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Biểu mẫu tố tụng”: reference.html#codes-forms.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Procedural forms”: reference.html#codes-forms."
  form: Coded
  "Thời điểm giao · Sent at [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  sentAt: String
  "Thời điểm xác nhận đã nhận · Acknowledged at [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  acknowledgedAt: String
  "Giấy tờ kèm theo · Papers [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  papers: [String!]
  "Độ mật của hồ sơ · Level of the file [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  level: String
  "Lý do chuyển · Reason [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  reason: String
  "Quy tắc thời hạn · Rule of the limit [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  rule: String
  "Hạn giao · Due on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  dueOn: String
}

"Quyết định · Decision\\nTham chiếu · Reference: reference.html#Decision"
type Decision {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Loại quyết định · Type [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Loại quyết định”: reference.html#codes-decisions.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Decisions”: reference.html#codes-decisions."
  type: Coded
  "Số · Number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Ngày · Date [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  decidedOn: String
  "Cơ quan ban hành · Issuing agency [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc. Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter. Code list “Agencies”: reference.html#codes-agencies."
  agency: Coded
  "Người ký · Signer [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  signer: String
  "Chức vụ người ký · Title of the signer [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  signerTitle: String
  "Mẫu · Form [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Biểu mẫu tố tụng”: reference.html#codes-forms.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Procedural forms”: reference.html#codes-forms."
  form: Coded
  "Căn cứ pháp luật · Legal basis [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  legalBasis: [String!]
  "Căn cứ · Ground [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  ground: String
  "Căn cứ theo danh mục · Grounds by code [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Danh mục “Căn cứ của quyết định”: reference.html#codes-grounds.\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). Code list “Grounds of decisions”: reference.html#codes-grounds."
  grounds: [Coded!]
  "Hiệu lực từ · Effective from [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  effectiveFrom: String
  "Hiệu lực đến · Effective to [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  effectiveTo: String
  "Được thay thế bởi · Superseded by [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Trỏ tới mã trong “decisions”.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Id of an element of “decisions”."
  supersededBy: String
  "Bị hủy bỏ bởi · Cancelled by [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Trỏ tới mã trong “decisions”.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Id of an element of “decisions”."
  cancelledBy: String
}

"Người xác định độ mật · Determiner of a level\\nTham chiếu · Reference: reference.html#Determiner"
type Determiner {
  "Cơ quan · Agency [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  agency: Coded
  "Người xác định · Officer [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  officer: String
  "Thời điểm · Time [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  at: String
  "Mục trong danh mục · List item [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  listItem: String
  "Hết thời hạn bảo vệ · Protected until [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  expiresOn: String
}

"Tài liệu · Document reference\\nTham chiếu · Reference: reference.html#DocumentReference"
type DocumentReference {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Loại tài liệu · Kind of document [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  type: String
  "Số, ký hiệu · Number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Ngày ban hành · Issued on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  issuedOn: String
  "Trích yếu · Subject line [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  title: String
  "Tên tệp · File name [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  fileName: String
  "Định dạng · Media type [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  mediaType: String
  "Kích thước (byte) · Size in bytes [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  bytes: Int
  "Giá trị băm có khóa · Keyed digest [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  digest: String
}

"Tóm lược hồ sơ · Summary of a dossier\\nTham chiếu · Reference: reference.html#DossierSummary"
type DossierSummary {
  "Mã hồ sơ · Dossier id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Các phần hồ sơ · Facets [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  facets: [FacetSummary!]
}

"Hồ sơ vụ việc · Dossier\\nTham chiếu · Reference: reference.html#Dossier"
type Dossier {
  "Mã hồ sơ · Dossier id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Các phần hồ sơ · Facets [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  facets: [Facet!]
}

"Gia hạn · Extension of a limit\\nTham chiếu · Reference: reference.html#Extension"
type Extension {
  "Số quyết định · Decision number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Cơ quan gia hạn · Agency that extended it [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  agency: Coded
  "Ngày quyết định · Decided on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  decidedOn: String
  "Hạn mới · New due date [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  dueOn: String
}

"Tóm lược phần hồ sơ · Summary of a facet, as the index knows it\\nTham chiếu · Reference: reference.html#FacetSummary"
type FacetSummary {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Cơ quan nắm giữ · Holding agency [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  agency: String!
  "Loại nguồn tin · Kind [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Loại nguồn tin”: reference.html#codes-kinds.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Kinds of crime report”: reference.html#codes-kinds."
  kind: Coded
  "Giai đoạn · Stage [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Giai đoạn”: reference.html#codes-stages.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Stages”: reference.html#codes-stages."
  stage: Coded
  "Thời điểm tiếp nhận · Received at [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  receivedAt: String
  "Cập nhật tại nguồn · Updated at the source [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  updatedAt: String
  "Lĩnh vực dễ phát sinh tham nhũng · Field prone to corruption [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Lĩnh vực dễ phát sinh tham nhũng”: reference.html#codes-corruption-fields.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Fields prone to corruption”: reference.html#codes-corruption-fields."
  corruptionField: Coded
  "Ngày đến hạn · Due on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  dueOn: String
  "Nhãn của bản ghi · Label of the record [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  label: Label
}

"Phần hồ sơ của một cơ quan · Facet: the part of a dossier that one agency holds\\nTham chiếu · Reference: reference.html#Facet"
type Facet {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Cơ quan nắm giữ · Holding agency [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  agency: String!
  "Số, mã · Identifiers [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  identifiers: [Identifier!]
  "Nguồn tin · Report [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  report: Report
  "Người cung cấp nguồn tin · Reporters [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  reporters: [Reporter!]
  "Người tham gia · Participants [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3)."
  participants: [Participant!]
  "Tội danh · Offences [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  offences: [Offence!]
  "Phân công · Assignments [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  assignments: [Assignment!]
  "Giao, nhận · Custody chain [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  custody: [Custody!]
  "Quyết định · Decisions [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  decisions: [Decision!]
  "Sổ tạm đình chỉ · Suspension register [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  suspensions: [Suspension!]
  "Giai đoạn tố tụng · Proceedings [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  proceedings: [Proceeding!]
  "Khởi tố bị can · Charges [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  charges: [Charge!]
  "Thời hạn · Clocks [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  clocks: [Clock!]
  "Kiểm sát · Supervision [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  supervision: [SupervisionAct!]
  "Phiên tòa · Hearings [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  hearings: [Hearing!]
  "Bản án · Judgments [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  judgments: [Judgment!]
  "Kết luận thanh tra · Inspection conclusions [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  inspectionConclusions: [InspectionConclusion!]
  "Kiến nghị · Recommendations [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  recommendations: [Recommendation!]
  "Phản ánh, kiến nghị · Petitions [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  petitions: [Petition!]
  "Phản hồi · Feedback [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  feedback: [Feedback!]
  "Tài liệu · Documents [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  documents: [DocumentReference!]
  "Liên kết với hồ sơ khác · Links to other matters [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  links: [Link!]
  "Phần mật không mở · Opaque parts [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  opaque: [OpaquePart!]
  "Nhãn của bản ghi · Label of the record [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  label: Label
  "Nguồn gốc · Provenance [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  provenance: Provenance
}

"Phản hồi · Feedback on what was passed on\\nTham chiếu · Reference: reference.html#Feedback"
type Feedback {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Cơ quan phản hồi · Answering agency [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  from: Coded
  "Số văn bản · Number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Ngày nhận · Received on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  receivedOn: String
  "Nội dung · Content [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  content: String
  "Ngày báo cho người phản ánh · Reporter told on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  toldReporterOn: String
}

"Phiên tòa · Hearing\\nTham chiếu · Reference: reference.html#Hearing"
type Hearing {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Cấp xét xử · Instance [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  instance: String
  "Thời gian mở phiên tòa · Scheduled for [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  scheduledAt: String
  "Địa điểm · Place [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  place: String
  "Thẩm phán chủ tọa · Presiding judge [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  presiding: String
  "Xét xử kín · Closed to the public [HAN_CHE NGUOI_CHUA_THANH_NIEN]\\nNhãn mặc định: Hạn chế; Người chưa thành niên. Căn cứ: Xét xử kín cho biết có người dưới 18 tuổi, bí mật nhà nước hoặc bí mật đời tư (BLTTHS Điều 25).\\nDefault label: Restricted; Minor. Rule: That a trial is closed tells of somebody under 18, a state secret or a private one (BLTTHS Art. 25)."
  closed: Boolean
  "Tình trạng · State [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  state: String
}

"Số, mã hồ sơ · Identifier\\nTham chiếu · Reference: reference.html#Identifier"
type Identifier {
  "Hệ thống · System [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  system: String
  "Loại · Type [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  type: String
  "Giá trị · Value [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  value: String
  "Cơ quan cấp · Assigner [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc. Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter. Code list “Agencies”: reference.html#codes-agencies."
  assigner: Coded
}

"Kết luận thanh tra · Inspection conclusion\\nTham chiếu · Reference: reference.html#InspectionConclusion"
type InspectionConclusion {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Số · Number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Quyết định thanh tra · Mandate of the inspection [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  mandate: String
  "Ngày quyết định thanh tra · Mandated on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  mandatedOn: String
  "Đối tượng thanh tra · Inspected organisation [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  inspected: Organisation
  "Thời kỳ thanh tra từ · Inspected period from [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  periodFrom: String
  "Thời kỳ thanh tra đến · Inspected period to [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  periodTo: String
  "Ngày kết luận · Concluded on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  concludedOn: String
  "Người ký · Signer [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  signer: String
  "Nội dung kết luận · Findings [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  findings: String
  "Giá trị sai phạm (đồng) · Damage found (đồng) [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  damageVnd: Float
  "Có dấu hiệu tội phạm · Signs of crime [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  signsOfCrime: Boolean
}

"Bản án · Judgment\\nTham chiếu · Reference: reference.html#Judgment"
type Judgment {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Cấp xét xử · Instance [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  instance: String
  "Số · Number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Ngày tuyên án · Pronounced on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  pronouncedOn: String
  "Tòa án · Court [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  court: String
  "Phiên tòa · Hearing [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Trỏ tới mã trong “hearings”.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Id of an element of “hearings”."
  hearing: String
  "Có hiệu lực từ · In force from [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  effectiveFrom: String
  "Ngày giao bản án · Delivered on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  deliveredOn: String
  "Kháng cáo, kháng nghị · Appeal or protest [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  appeal: String
  "Ngày kháng cáo, kháng nghị · Appealed on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  appealedOn: String
  "Hình phạt · Sentences [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  sentences: [Sentence!]
}

"Nhãn phân loại · Classification label\\nTham chiếu · Reference: reference.html#Label"
type Label {
  "Độ mật · Level [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  level: String
  "Dấu xử lý · Handling tags [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  tags: [String!]
  "Người xác định · Determiner [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  by: Determiner
}

"Liên kết hồ sơ · Link to another matter\\nTham chiếu · Reference: reference.html#Link"
type Link {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Quan hệ · Relation [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  relation: String
  "Số, mã hồ sơ kia · Identifier of the other matter [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  identifier: Identifier
  "Cơ quan quyết định · Agency that decided it [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  agency: Coded
  "Số quyết định · Decision number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  decisionNumber: String
  "Ngày liên kết · Linked on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  linkedOn: String
  "Ngày hủy liên kết · Revoked on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  revokedOn: String
}

"Tội danh · Offence\\nTham chiếu · Reference: reference.html#Offence"
type Offence {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Tội danh · Offence [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Danh mục “Tội danh, BLHS 2015”: reference.html#codes-offences.\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). Code list “Offences, Criminal Code 2015”: reference.html#codes-offences."
  offence: Coded
  "Điều · Article [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  article: String
  "Khoản · Clause [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  clause: String
  "Điểm · Point [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  point: String
}

"Phần mật không mở · Opaque part (the gateway has no key)\\nTham chiếu · Reference: reference.html#OpaquePart"
type OpaquePart {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Nội dung được thay · What it stands for [MAT]\\nNhãn mặc định: Mật.\\nDefault label: Mật (state secret, 3rd degree)."
  covers: String
  "Độ mật · Level [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  level: String
  "Người xác định · Determiner [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  determinedBy: Determiner
  "Nơi nhận · Recipient [MAT]\\nNhãn mặc định: Mật. Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Mật (state secret, 3rd degree). Code list “Agencies”: reference.html#codes-agencies."
  recipient: Coded
  "Sản phẩm mật mã · Cipher product [MAT]\\nNhãn mặc định: Mật.\\nDefault label: Mật (state secret, 3rd degree)."
  product: String
  "Giá trị băm của bản mã · Digest of the ciphertext (SHA-256, base64) [MAT]\\nNhãn mặc định: Mật.\\nDefault label: Mật (state secret, 3rd degree)."
  digest: String
  "Bản mã · Ciphertext [MAT]\\nNhãn mặc định: Mật. Căn cứ: Bản mã của bí mật nhà nước; chỉ đi qua kênh được phê duyệt (Luật 117/2025/QH15).\\nDefault label: Mật (state secret, 3rd degree). Rule: Ciphertext of a state secret; passes only on an approved channel (Law 117/2025/QH15)."
  ciphertext: String
}

"Tổ chức · Organisation\\nTham chiếu · Reference: reference.html#Organisation"
type Organisation {
  "Tên · Name [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  name: String
  "Loại hình · Kind [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  kind: String
  "Mã số · Registration number [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Cho thấy một phần: 3 ký tự cuối (•••••••••234).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). A partial release shows the last 3 characters (•••••••••234)."
  registrationNumber: String
  "Người đại diện · Representative [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3). Cho thấy một phần: chữ cái đầu (N. V. Đ.).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3). A partial release shows initials (N. V. Đ.)."
  representative: String
  "Địa chỉ · Address [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  address: Address
}

"Người tham gia · Participant in the case\\nTham chiếu · Reference: reference.html#Participant"
type Participant {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Tư cách · Role [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Danh mục “Tư cách tham gia”: reference.html#codes-participant-roles.\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). Code list “Roles of participants”: reference.html#codes-participant-roles."
  role: Coded
  "Nhân thân · Person [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  person: Person
  "Tổ chức · Organisation [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  organisation: Organisation
  "Người chưa thành niên · Is a minor [NOI_BO NGUOI_CHUA_THANH_NIEN]\\nNhãn mặc định: Nội bộ; Người chưa thành niên. Căn cứ: Việc một người chưa thành niên tự nó đã được bảo vệ (Luật Tư pháp người chưa thành niên 59/2024/QH15).\\nDefault label: Internal; Minor. Rule: That somebody is a minor is protected itself (Juvenile Justice Law 59/2024/QH15)."
  minor: Boolean
  "Tham gia từ ngày · In this role from [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  from: String
  "Đến ngày · Until [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  to: String
  "Ghi chú · Note [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  note: String
}

"Cá nhân · Person\\nTham chiếu · Reference: reference.html#Person"
type Person {
  "Họ và tên · Full name [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3). Cho thấy một phần: chữ cái đầu (N. V. Đ.).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3). A partial release shows initials (N. V. Đ.)."
  fullName: String
  "Tên gọi khác · Other names [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3)."
  otherNames: [String!]
  "Ngày hoặc năm sinh · Birth date or year [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3). Cho thấy một phần: năm (1988).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3). A partial release shows the year (1988)."
  birth: String
  "Giới tính · Sex [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3)."
  sex: String
  "Số định danh, CMND · Personal id number [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3). Cho thấy một phần: 3 ký tự cuối (•••••••••234).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3). A partial release shows the last 3 characters (•••••••••234)."
  personalId: String
  "Quốc tịch · Nationality (ISO 3166-1 alpha-3) [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3)."
  nationality: String
  "Số hộ chiếu · Passport number [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3). Cho thấy một phần: 3 ký tự cuối (•••••••••234).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3). A partial release shows the last 3 characters (•••••••••234)."
  travelDocument: String
  "Điện thoại · Phone [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3). Cho thấy một phần: 3 ký tự cuối (•••••••••234).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3). A partial release shows the last 3 characters (•••••••••234)."
  phone: String
  "Địa chỉ · Address [HAN_CHE DLCN_CO_BAN]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản. Căn cứ: Dữ liệu cá nhân cơ bản (Luật 91/2025/QH15; NĐ 356/2025 Điều 3).\\nDefault label: Restricted; Basic personal data. Rule: Basic personal data (Law 91/2025/QH15; Decree 356/2025 Art. 3)."
  address: Address
}

"Phản ánh, kiến nghị · Petition\\nTham chiếu · Reference: reference.html#Petition"
type Petition {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Số · Number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Ngày tiếp nhận · Received on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  receivedOn: String
  "Kênh tiếp nhận · Channel [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Kênh tiếp nhận”: reference.html#codes-channels.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Channels”: reference.html#codes-channels."
  channel: Coded
  "Trích yếu · Subject [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  subject: String
  "Phân loại · Classification [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  classification: String
  "Ngày phân loại · Classified on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  classifiedOn: String
  "Số người cùng ký · Number of signatories [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  signers: Int
  "Cơ quan được chuyển đến · Forwarded to [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  forwardedTo: Coded
  "Ngày chuyển · Forwarded on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  forwardedOn: String
  "Tình trạng · State [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  state: String
  "Ngày trả lời người gửi · Answered on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  answeredOn: String
}

"Giai đoạn tố tụng · Proceeding (investigation, prosecution, trial, enforcement)\\nTham chiếu · Reference: reference.html#Proceeding"
type Proceeding {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Giai đoạn · Stage [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Giai đoạn”: reference.html#codes-stages.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Stages”: reference.html#codes-stages."
  stage: Coded
  "Cơ quan tiến hành · Agency in charge [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  agency: Coded
  "Đơn vị · Unit [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  unit: String
  "Số vụ án · Case number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Ngày bắt đầu · Opened on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  openedOn: String
  "Ngày kết thúc · Closed on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  closedOn: String
  "Mức độ nghiêm trọng · Severity [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Danh mục “Loại tội phạm theo mức độ nghiêm trọng”: reference.html#codes-severity.\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). Code list “Severity of offences”: reference.html#codes-severity."
  severity: Coded
  "Kết thúc bằng · Outcome [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Loại quyết định”: reference.html#codes-decisions.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Decisions”: reference.html#codes-decisions."
  outcome: Coded
}

"Nguồn gốc dữ liệu · Provenance\\nTham chiếu · Reference: reference.html#Provenance"
type Provenance {
  "Bộ chuyển đổi · Adapter id@version#hash [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  adapter: String
  "Cập nhật tại nguồn · Updated at the source [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  sourceUpdatedAt: String
  "Cổng nhận lúc · Received at the gateway [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  receivedAt: String
}

"Kiến nghị sau thanh tra · Recommendation of an inspection\\nTham chiếu · Reference: reference.html#Recommendation"
type Recommendation {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Loại kiến nghị · Kind [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  kind: String
  "Nội dung · Content [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  content: String
  "Cơ quan, tổ chức phải thực hiện · Who has to carry it out [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  addressee: String
  "Số tiền kiến nghị thu hồi (đồng) · Amount to recover (VND) [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  amountVnd: Float
  "Số tiền đã thu hồi (đồng) · Amount recovered (VND) [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  recoveredVnd: Float
  "Ngày thu hồi gần nhất · Last recovered on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  recoveredOn: String
  "Thời hạn thực hiện · Due on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  dueOn: String
  "Tình trạng · State [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  state: String
  "Kết quả theo dõi, đôn đốc · Follow-up [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  followUp: String
}

"Nguồn tin về tội phạm · Crime report\\nTham chiếu · Reference: reference.html#Report"
type Report {
  "Loại nguồn tin · Kind [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Loại nguồn tin”: reference.html#codes-kinds.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Kinds of crime report”: reference.html#codes-kinds."
  kind: Coded
  "Kênh tiếp nhận · Channels [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Kênh tiếp nhận”: reference.html#codes-channels.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Channels”: reference.html#codes-channels."
  channels: [Coded!]
  "Thời điểm tiếp nhận · Received at [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  receivedAt: String
  "Thời điểm xảy ra · Occurred at [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Cho thấy một phần: năm (1988).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). A partial release shows the year (1988)."
  occurredAt: String
  "Thời điểm ghi nhận tại nguồn · Recorded at the source [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  recordedAt: String
  "Nơi xảy ra · Place [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  place: Address
  "Tóm tắt · Summary [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  summary: String
  "Mức khẩn · Urgency [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Mức khẩn”: reference.html#codes-urgency.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Urgency”: reference.html#codes-urgency."
  urgency: Coded
  "Lĩnh vực dễ phát sinh tham nhũng · Field prone to corruption [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Lĩnh vực dễ phát sinh tham nhũng”: reference.html#codes-corruption-fields.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Fields prone to corruption”: reference.html#codes-corruption-fields."
  corruptionField: Coded
  "Tính chất · Flags [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Dấu hiệu của vụ việc”: reference.html#codes-flags.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Flags of a matter”: reference.html#codes-flags."
  flags: [Coded!]
  "Giai đoạn · Stage [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Giai đoạn”: reference.html#codes-stages.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Stages”: reference.html#codes-stages."
  stage: Coded
  "Phức tạp · Complicated [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  complicated: Boolean
  "Cơ quan chuyển đến · Agency that passed it on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Cơ quan”: reference.html#codes-agencies.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Agencies”: reference.html#codes-agencies."
  receivedFrom: Coded
}

"Người cung cấp nguồn tin · Reporter\\nTham chiếu · Reference: reference.html#Reporter"
type Reporter {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Bí danh · Pseudonym [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  pseudonym: String
  "Loại · Kind [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  kind: String
  "Ngày báo · Reported on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  reportedAt: String
  "Họ và tên · Full name [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản; Danh tính người tố giác, tố cáo. Căn cứ: Họ tên, địa chỉ, bút tích của người tố giác, tố cáo (Luật Tố cáo 25/2018/QH14 Điều 8; QĐ 774/QĐ-TTg).\\nDefault label: Restricted; Basic personal data; Identity of who reported. Rule: Name, address and handwriting of who reported (Denunciation Law 25/2018/QH14 Art. 8; Decision 774/QĐ-TTg)."
  fullName: String
  "Ngày hoặc năm sinh · Birth date or year [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản; Danh tính người tố giác, tố cáo. Căn cứ: Họ tên, địa chỉ, bút tích của người tố giác, tố cáo (Luật Tố cáo 25/2018/QH14 Điều 8; QĐ 774/QĐ-TTg).\\nDefault label: Restricted; Basic personal data; Identity of who reported. Rule: Name, address and handwriting of who reported (Denunciation Law 25/2018/QH14 Art. 8; Decision 774/QĐ-TTg)."
  birth: String
  "Số định danh, CMND · Personal id number [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản; Danh tính người tố giác, tố cáo. Căn cứ: Họ tên, địa chỉ, bút tích của người tố giác, tố cáo (Luật Tố cáo 25/2018/QH14 Điều 8; QĐ 774/QĐ-TTg).\\nDefault label: Restricted; Basic personal data; Identity of who reported. Rule: Name, address and handwriting of who reported (Denunciation Law 25/2018/QH14 Art. 8; Decision 774/QĐ-TTg)."
  personalId: String
  "Điện thoại · Phone [HAN_CHE DLCN_CO_BAN NGUOI_TO_GIAC]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân cơ bản; Danh tính người tố giác, tố cáo. Căn cứ: Họ tên, địa chỉ, bút tích của người tố giác, tố cáo (Luật Tố cáo 25/2018/QH14 Điều 8; QĐ 774/QĐ-TTg).\\nDefault label: Restricted; Basic personal data; Identity of who reported. Rule: Name, address and handwriting of who reported (Denunciation Law 25/2018/QH14 Art. 8; Decision 774/QĐ-TTg)."
  phone: String
  "Địa chỉ · Address [HAN_CHE NGUOI_TO_GIAC]\\nNhãn mặc định: Hạn chế; Danh tính người tố giác, tố cáo. Căn cứ: Thông tin có thể làm lộ người tố giác, tố cáo (Luật Tố cáo 25/2018/QH14 Điều 8; QĐ 774/QĐ-TTg).\\nDefault label: Restricted; Identity of who reported. Rule: What may reveal who reported (Denunciation Law 25/2018/QH14 Art. 8; Decision 774/QĐ-TTg)."
  address: Address
  "Cơ quan, tổ chức · Organisation [HAN_CHE NGUOI_TO_GIAC]\\nNhãn mặc định: Hạn chế; Danh tính người tố giác, tố cáo. Căn cứ: Thông tin có thể làm lộ người tố giác, tố cáo (Luật Tố cáo 25/2018/QH14 Điều 8; QĐ 774/QĐ-TTg).\\nDefault label: Restricted; Identity of who reported. Rule: What may reveal who reported (Denunciation Law 25/2018/QH14 Art. 8; Decision 774/QĐ-TTg)."
  organisation: String
}

"Hình phạt · Sentence\\nTham chiếu · Reference: reference.html#Sentence"
type Sentence {
  "Người bị kết án · Convicted person [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm. Trỏ tới mã trong “participants”.\\nDefault label: Restricted; Sensitive personal data. Id of an element of “participants”."
  convicted: String
  "Tội danh · Offence [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm. Trỏ tới mã trong “offences”.\\nDefault label: Restricted; Sensitive personal data. Id of an element of “offences”."
  convictedOf: String
  "Hình phạt chính · Principal penalty [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm. Danh mục “Hình phạt và kết quả xét xử”: reference.html#codes-penalties.\\nDefault label: Restricted; Sensitive personal data. Code list “Penalties and outcomes of trial”: reference.html#codes-penalties."
  penalty: Coded
  "Thời hạn (tháng) · Term (months) [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  months: Int
  "Án treo · Suspended sentence [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  probation: Boolean
  "Bồi thường (đồng) · Compensation (đồng) [HAN_CHE DLCN_NHAY_CAM]\\nNhãn mặc định: Hạn chế; Dữ liệu cá nhân nhạy cảm.\\nDefault label: Restricted; Sensitive personal data."
  compensationVnd: Float
}

"Hoạt động kiểm sát · Act of supervision\\nTham chiếu · Reference: reference.html#SupervisionAct"
type SupervisionAct {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Hình thức · Instrument [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Danh mục “Hình thức kiểm sát”: reference.html#codes-supervision-instruments.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Code list “Instruments of the procuracy”: reference.html#codes-supervision-instruments."
  instrument: Coded
  "Số · Number [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  number: String
  "Ngày · Date [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  issuedOn: String
  "Mẫu · Form [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  form: String
  "Nội dung · Content [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  content: String
  "Ngày trả lời · Answered on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  answeredOn: String
}

"Tạm đình chỉ · Entry of the suspension register\\nTham chiếu · Reference: reference.html#Suspension"
type Suspension {
  "Mã thực thể · Entity id [CONG_KHAI]\\nNhãn mặc định: Công khai. Căn cứ: Mã, danh mục và phần khung của biểu mẫu; không nói gì về vụ việc.\\nDefault label: Public. Rule: Ids, codes and the form itself; says nothing of the matter."
  id: String!
  "Quyết định tạm đình chỉ · Decision of suspension [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160). Trỏ tới mã trong “decisions”.\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160). Id of an element of “decisions”."
  decision: String
  "Căn cứ · Ground [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177). Danh mục “Căn cứ của quyết định”: reference.html#codes-grounds.\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177). Code list “Grounds of decisions”: reference.html#codes-grounds."
  ground: Coded
  "Ngày tạm đình chỉ · Suspended on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  suspendedOn: String
  "Hết thời hiệu truy cứu · Limitation period ends [HAN_CHE]\\nNhãn mặc định: Hạn chế. Căn cứ: Bí mật công tác, bí mật điều tra (BLHS Điều 361, 362; BLTTHS Điều 177).\\nDefault label: Restricted. Rule: Secrecy of the investigation and of work (BLHS Art. 361, 362; BLTTHS Art. 177)."
  limitationOn: String
  "Các ngày rà soát · Reviewed on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  reviewedOn: [String!]
  "Rà soát lần tới · Next review [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  nextReviewOn: String
  "Ngày phục hồi · Resumed on [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  resumedOn: String
  "Tình trạng · State [NOI_BO]\\nNhãn mặc định: Nội bộ. Căn cứ: Nội bộ các cơ quan tiếp nhận, giải quyết, kiểm sát nguồn tin (BLTTHS Điều 145, 147, 160).\\nDefault label: Internal. Rule: Internal to the bodies that receive, resolve and supervise (BLTTHS Art. 145, 147, 160)."
  state: String
}
`
