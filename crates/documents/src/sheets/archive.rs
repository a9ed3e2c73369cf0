//! Looks into the zip of an `.xlsx` before anything is parsed, so that memory stays bounded.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{ReadFault, ReadFaultKind};

/// Bytes of all parts together, decompressed: 512 MiB, ten times the largest file that is read.
const MAX_INFLATED_BYTES: u64 = 512 * 1024 * 1024;

/// How many times its compressed size a part may grow. Rows that are all alike reach about 100;
/// deflate itself ends at 1032.
const MAX_RATIO: u64 = 250;

/// Size below which the ratio says nothing: a blank sheet compresses well too.
const RATIO_FROM_BYTES: u64 = 16 * 1024 * 1024;

/// Tags of a sheet or of the shared strings: 5 million cells of 4 tags, a million rows of 2.
const MAX_TAGS: u64 = 22_000_000;

/// Tags of a part that is loaded whole as structures: Excel's 65,490 cell formats of 4 tags, twice.
const MAX_STRUCTURE_TAGS: u64 = 524_288;

/// Parts at most; a workbook has one a sheet and some dozens around.
const MAX_PARTS: usize = 10_000;

/// Checks signature, directory and the true decompressed size of every part.
pub(super) fn check(file: &mut File, name: &str, length: u64) -> Result<(), ReadFault> {
    check_signature(file, name, length)?;
    let mut archive = ZipArchive::new(BufReader::new(&*file))
        .map_err(|error| ReadFault::of_file(name, ReadFaultKind::Truncated, &error.to_string(), "zip"))?;
    if archive.len() > MAX_PARTS {
        let parts = archive.len().to_string();
        let limit = MAX_PARTS.to_string();
        return Err(ReadFault::of_file(name, ReadFaultKind::InflatesTooMuch, &parts, &limit));
    }
    let mut inflated = 0;
    let mut has_workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| part_fault(name, &error))?;
        let path = part.name().map_err(|error| part_fault(name, &error))?.to_lowercase();
        has_workbook |= path.ends_with("workbook.xml");
        let limits = Limits::of(&path, part.compressed_size(), MAX_INFLATED_BYTES - inflated);
        inflated += measure(part, name, &path, &limits)?;
    }
    if has_workbook {
        Ok(())
    } else {
        Err(ReadFault::of_file(
            name,
            ReadFaultKind::NotAWorkbook,
            "zip",
            "xl/workbook.xml",
        ))
    }
}

fn check_signature(file: &mut File, name: &str, length: u64) -> Result<(), ReadFault> {
    let unreadable = |error: io::Error| ReadFault::unreadable(name, &error);
    let mut start = Vec::new();
    file.by_ref().take(8).read_to_end(&mut start).map_err(unreadable)?;
    if start == [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] {
        let locked = holds_encrypted_package(file).map_err(unreadable)?;
        let kind = if locked {
            ReadFaultKind::Encrypted
        } else {
            ReadFaultKind::OldFormat
        };
        return Err(ReadFault::of_file(name, kind, "OLE", "zip"));
    }
    let begins_as_zip = b"PK\x03\x04".starts_with(start.get(..4).unwrap_or(&start));
    if begins_as_zip && length < 22 {
        // 22 bytes is the shortest end record, so of any zip.
        return Err(ReadFault::of_file(
            name,
            ReadFaultKind::Truncated,
            &length.to_string(),
            ">=22",
        ));
    }
    if !begins_as_zip {
        let found: String = start.iter().map(|byte| format!("{byte:02x}")).collect();
        return Err(ReadFault::of_file(
            name,
            ReadFaultKind::NotAWorkbook,
            &found,
            "504b0304",
        ));
    }
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Ok(())
}

/// Looks for the stream name a locked workbook carries; the file was measured before.
fn holds_encrypted_package(file: &mut File) -> io::Result<bool> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(super::MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    let wanted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Ok(bytes.windows(wanted.len()).any(|window| window == wanted))
}

struct Limits {
    bytes: u64,
    tags: u64,
}

impl Limits {
    fn of(path: &str, compressed: u64, bytes_left: u64) -> Self {
        let ratio = RATIO_FROM_BYTES.max(compressed.saturating_mul(MAX_RATIO));
        let is_structure = ["styles.xml", "workbook.xml", ".rels", "[content_types].xml"]
            .iter()
            .any(|end| path.ends_with(end));
        let tags = if is_structure { MAX_STRUCTURE_TAGS } else { MAX_TAGS };
        Self {
            bytes: bytes_left.min(ratio),
            tags,
        }
    }
}

/// Decompresses one part into nothing and returns its size.
fn measure(
    mut part: zip::read::ZipFile<'_, BufReader<&File>>,
    name: &str,
    path: &str,
    limits: &Limits,
) -> Result<u64, ReadFault> {
    let declared = part.size();
    let mut chunk = vec![0; 64 * 1024];
    let (mut bytes, mut tags) = (0_u64, 0_u64);
    loop {
        let read = match part.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) => {
                let found = format!("{path}: {error}");
                return Err(ReadFault::of_file(name, ReadFaultKind::Damaged, &found, ""));
            }
        };
        bytes += read as u64;
        let filled = chunk.get(..read).unwrap_or_default();
        tags += filled.iter().filter(|byte| **byte == b'<').count() as u64;
        if bytes > limits.bytes || tags > limits.tags {
            let found = format!("{path}: {bytes} B, {tags} tags");
            let expected = format!("{} B, {} tags", limits.bytes, limits.tags);
            return Err(ReadFault::of_file(
                name,
                ReadFaultKind::InflatesTooMuch,
                &found,
                &expected,
            ));
        }
    }
    if declared != bytes {
        let found = format!("{path}: {bytes} B");
        let expected = format!("{declared} B");
        return Err(ReadFault::of_file(name, ReadFaultKind::Damaged, &found, &expected));
    }
    Ok(bytes)
}

fn part_fault(name: &str, error: &ZipError) -> ReadFault {
    let found = error.to_string();
    let locked = matches!(error, ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED)
        || matches!(error, ZipError::InvalidPassword);
    let kind = if locked {
        ReadFaultKind::Encrypted
    } else {
        ReadFaultKind::Damaged
    };
    ReadFault::of_file(name, kind, &found, "")
}
