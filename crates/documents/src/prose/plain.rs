//! Plain text, whatever its letters were written in.

use crate::sheets::foreign::letters;

pub(super) fn read(bytes: &[u8]) -> String {
    let (text, _) = letters::text_of(bytes);
    text
}
