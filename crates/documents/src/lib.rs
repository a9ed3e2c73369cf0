//! Papers and workbooks: reads programme workbooks, and writes papers as .docx, .html and .xlsx.

pub mod blocks;
pub mod docx;
pub mod html;
pub mod layout;
pub mod lines;
pub mod prose;
pub mod samples;
pub mod seals;
pub mod sheets;
pub mod text;
pub mod xlsx;
