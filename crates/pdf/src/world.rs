//! What typst may see: one template, one model, the embedded fonts. No files, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::{PdfError, fonts};

const TEMPLATE: &str = include_str!("paper.typ");

/// The world of one paper.
pub(crate) struct Sheet {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'static [Font],
    template: Source,
    model_id: FileId,
    model: Bytes,
}

impl Sheet {
    /// Makes the world of a paper whose model is given as JSON: as data, never as markup.
    pub(crate) fn new(model: Vec<u8>) -> Result<Self, PdfError> {
        let fonts = fonts::all()?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(fonts)),
            fonts,
            template: Source::new(file_id("paper.typ")?, TEMPLATE.to_owned()),
            model_id: file_id("model.json")?,
            model: Bytes::new(model),
        })
    }
}

fn file_id(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name).map_err(|_| PdfError::Embedded("template"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.model_id {
            Ok(self.model.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
