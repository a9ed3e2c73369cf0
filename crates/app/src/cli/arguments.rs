//! The words of every command.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::web::papers::Format;
use nennep_core::reports::ReportKind;

/// Sổ của chương trình xây dựng tổ chức đảng, đoàn thể trong doanh nghiệp ngoài khu vực Nhà nước.
#[derive(Debug, Parser)]
#[command(name = "nennep", version, about)]
pub(super) struct Cli {
    /// Cơ sở dữ liệu: sqlite:ĐƯỜNG_DẪN hoặc postgres://…
    #[arg(
        long,
        global = true,
        env = "NENNEP_DATABASE",
        default_value = "sqlite:data/nennep.db",
        hide_env_values = true
    )]
    pub(super) database: String,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Nhập sổ chương trình: một tệp .xlsx hoặc thư mục .csv.
    Import(ImportArguments),
    /// Số liệu của một đơn vị.
    Figures(FiguresArguments),
    /// Các bút toán đứng sau một số liệu.
    Trace(TraceArguments),
    /// Đọc số liệu trong một báo cáo bất kỳ (.txt, .docx, .html, .pdf) và thử lại.
    Check(CheckArguments),
    /// Kiểm lại toàn bộ sổ, hoặc một tệp có đúng là văn bản đã ký.
    Verify {
        /// Tệp của một văn bản đã ký (.docx, .pdf, .xlsx, .html); để trống thì kiểm toàn bộ sổ.
        file: Option<PathBuf>,
        /// In JSON.
        #[arg(long)]
        json: bool,
    },
    /// Một văn bản chính thức.
    Report(ReportArguments),
    /// Chương trình mẫu: số liệu và văn bản, không cần cài đặt gì.
    Demo(DemoArguments),
    /// Dữ liệu giả để thử tải, ghi thẳng vào cơ sở dữ liệu.
    Generate {
        /// Cỡ: s 10 nghìn, m 100 nghìn, l 1 triệu sự việc.
        #[arg(long)]
        scale: Scale,
        /// Hạt giống; cùng hạt cho cùng dữ liệu.
        #[arg(long)]
        seed: u64,
    },
    /// Đưa cơ sở dữ liệu cũ lên phiên bản hiện tại.
    Migrate,
    /// Tài khoản và mã truy cập.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Phục vụ trang web trên cơ sở dữ liệu đã chọn.
    Serve(ServeArguments),
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// Tệp .xlsx hoặc thư mục .csv; với --as là tệp .xlsx, .csv, .tsv hoặc .txt.
    pub(super) path: PathBuf,
    /// Danh sách không theo mẫu của sổ: enterprises là danh sách doanh nghiệp.
    #[arg(long = "as")]
    pub(super) list: Option<List>,
    /// Danh sách tính đến ngày; để trống thì đọc trong tệp, không có thì là hôm nay.
    #[arg(long, requires = "list")]
    pub(super) as_of: Option<String>,
    /// Chạy thử: làm đủ mọi bước rồi hoàn lại.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Có một dòng sai thì không ghi dòng nào.
    #[arg(long, conflicts_with = "list")]
    pub(super) all_or_nothing: bool,
    /// In JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// Lists that were not made for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum List {
    /// Danh sách doanh nghiệp.
    Enterprises,
}

/// The days a question covers.
#[derive(Debug, Args)]
pub(super) struct Days {
    /// Kỳ: 2024-03, 2024-Q1, 2024-H1, 2024-9M, 2024, 2021..2025.
    #[arg(long, required_unless_present = "from", conflicts_with_all = ["from", "to"])]
    pub(super) period: Option<String>,
    /// Ngày đầu.
    #[arg(long, requires = "to")]
    pub(super) from: Option<String>,
    /// Ngày cuối.
    #[arg(long, requires = "from")]
    pub(super) to: Option<String>,
}

/// By which tree and up to which entry.
#[derive(Debug, Args)]
pub(super) struct View {
    /// Đếm theo cây tổ chức của ngày này.
    #[arg(long)]
    pub(super) tree_on: Option<String>,
    /// Chỉ tính đến bút toán số này.
    #[arg(long)]
    pub(super) known_at: Option<i64>,
}

#[derive(Debug, Args)]
pub(super) struct FiguresArguments {
    /// Mã đơn vị.
    #[arg(long)]
    pub(super) unit: String,
    #[command(flatten)]
    pub(super) days: Days,
    /// Chỉ các chỉ tiêu này.
    #[arg(long)]
    pub(super) indicator: Vec<String>,
    #[command(flatten)]
    pub(super) view: View,
    /// Thêm từng đơn vị trực thuộc.
    #[arg(long)]
    pub(super) by_child: bool,
    /// In JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct TraceArguments {
    /// Mã đơn vị.
    #[arg(long)]
    pub(super) unit: String,
    /// Mã chỉ tiêu.
    #[arg(long)]
    pub(super) indicator: String,
    #[command(flatten)]
    pub(super) days: Days,
    #[command(flatten)]
    pub(super) view: View,
    /// In JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Báo cáo: .txt, .docx, .html hoặc .pdf.
    pub(super) file: PathBuf,
    /// Mã đơn vị: so số liệu trong bài với sổ của đơn vị này.
    #[arg(long)]
    pub(super) unit: Option<String>,
    /// Kỳ: 2024-Q1, 2024, 2021..2025.
    #[arg(long, requires = "unit", conflicts_with_all = ["from", "to"])]
    pub(super) period: Option<String>,
    /// Ngày đầu.
    #[arg(long, requires = "unit")]
    pub(super) from: Option<String>,
    /// Ngày cuối.
    #[arg(long, requires = "unit")]
    pub(super) to: Option<String>,
    /// In JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Loại báo cáo.
    #[arg(value_parser = kind_parser())]
    pub(super) kind: ReportKind,
    /// Mã đơn vị báo cáo.
    #[arg(long)]
    pub(super) unit: String,
    #[command(flatten)]
    pub(super) days: Days,
    /// Ngày văn bản; để trống thì là ngày cuối kỳ.
    #[arg(long)]
    pub(super) dated: Option<String>,
    /// Văn bản được sơ kết, tổng kết, ghi như khi viện dẫn.
    #[arg(long)]
    pub(super) basis: Option<String>,
    /// Số văn bản; để trống thì chừa chỗ.
    #[arg(long)]
    pub(super) number: Option<String>,
    /// Người ký, CHỨC VỤ:Họ tên; để trống thì chừa chỗ.
    #[arg(long)]
    pub(super) signer: Option<String>,
    /// Chỉ tính đến bút toán số này.
    #[arg(long)]
    pub(super) known_at: Option<i64>,
    /// Thư mục lời văn đã sửa: quarter.vi.toml, term.vi.toml, common.vi.txt.
    #[arg(long)]
    pub(super) wording: Option<PathBuf>,
    /// Định dạng.
    #[arg(long)]
    pub(super) format: Format,
    /// Tệp viết ra.
    #[arg(long)]
    pub(super) out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// Địa chỉ phục vụ.
    #[arg(long, env = "NENNEP_LISTEN", default_value = "127.0.0.1:8080")]
    pub(super) listen: std::net::SocketAddr,
    /// Địa chỉ người dùng mở, ví dụ https://nennep.example.
    #[arg(long, env = "NENNEP_PUBLIC_ADDRESS")]
    pub(super) public_address: Option<String>,
    /// Có máy chủ trung gian đứng trước và nói ai gọi đến (X-Forwarded-For).
    #[arg(long, env = "NENNEP_BEHIND_PROXY")]
    pub(super) behind_proxy: bool,
    /// Tệp khóa mã hóa cột; để trống thì đứng cạnh tệp SQLite, hoặc data/nennep.key.
    #[arg(long, env = "NENNEP_KEY_FILE")]
    pub(super) key_file: Option<PathBuf>,
    /// Nơi cấp tài khoản chung (OpenID Connect).
    #[arg(long, env = "NENNEP_OIDC_ISSUER", requires_all = ["oidc_client", "public_address"])]
    pub(super) oidc_issuer: Option<String>,
    /// Tên của hệ thống này ở nơi cấp tài khoản.
    #[arg(long, env = "NENNEP_OIDC_CLIENT", requires = "oidc_secret_file")]
    pub(super) oidc_client: Option<String>,
    /// Tệp chứa mật khẩu của hệ thống này ở nơi cấp tài khoản.
    #[arg(long, env = "NENNEP_OIDC_SECRET_FILE", requires = "oidc_issuer")]
    pub(super) oidc_secret_file: Option<PathBuf>,
    /// Chữ trên nút đăng nhập bằng tài khoản chung.
    #[arg(long, env = "NENNEP_OIDC_LABEL", default_value = "Tài khoản cơ quan")]
    pub(super) oidc_label: String,
    /// Mức ghi nhật ký kỹ thuật: error, warn, info, debug.
    #[arg(long, env = "NENNEP_LOG", default_value = "info")]
    pub(super) log: String,
}

#[derive(Debug, Args)]
pub(super) struct DemoArguments {
    /// Thư mục dữ liệu.
    #[arg(long, default_value = "demo")]
    pub(super) data: PathBuf, // name: the word of the command line
    /// Địa chỉ phục vụ.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(super) listen: std::net::SocketAddr,
}

/// Sizes of synthetic data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Scale {
    /// Nhỏ.
    S,
    /// Vừa.
    M,
    /// Lớn.
    L,
}

/// Sign-ins and tokens.
#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Lập tài khoản, kèm một vai trò; mật khẩu nhập từ bàn phím hoặc đầu vào chuẩn.
    Add(UserAddArguments),
    /// Ngừng dùng một tài khoản.
    Disable {
        /// Tên đăng nhập.
        name: String,
    },
    /// Đặt mật khẩu mới; mọi phiên của tài khoản bị đóng.
    ResetPassword {
        /// Tên đăng nhập.
        name: String,
    },
    /// Tạo mã truy cập cho phần mềm khác; in ra một lần.
    Token {
        /// Tên đăng nhập.
        name: String,
        /// Mã đơn vị: mã truy cập dùng được trong đơn vị này và các đơn vị trực thuộc.
        #[arg(long)]
        scope: String,
        /// Ngày cuối.
        #[arg(long)]
        until: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct UserAddArguments {
    /// Tên đăng nhập.
    pub(super) sign_in: String,
    /// Họ và tên.
    #[arg(long)]
    pub(super) name: String,
    /// Chức vụ, đơn vị công tác.
    #[arg(long)]
    pub(super) title: String,
    /// Vai trò, theo mã trong danh mục.
    #[arg(long)]
    pub(super) role: String,
    /// Mã đơn vị giữ vai trò.
    #[arg(long)]
    pub(super) unit: String,
    /// Ngày đầu; để trống thì từ hôm nay.
    #[arg(long)]
    pub(super) from: Option<String>,
    /// Ngày cuối; để trống thì không thời hạn.
    #[arg(long)]
    pub(super) to: Option<String>,
}

/// The kinds of papers by their words.
fn kind_parser() -> impl TypedValueParser<Value = ReportKind> {
    let words = ReportKind::ALL.iter().map(|kind| kind.code());
    PossibleValuesParser::new(words).try_map(|word| ReportKind::of(&word).ok_or("no such kind"))
}
