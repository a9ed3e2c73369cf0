//! stub
use std::borrow::Cow;
/// stub.
pub struct Asset { /// b
 pub bytes: Cow<'static,[u8]>, /// m
 pub media_type: &'static str, /// e
 pub encoding: Option<&'static str> }
/// stub.
pub fn find(_path: &str, _accepts: &str) -> Option<Asset> { None }
/// stub.
pub fn address(_name: &str) -> Option<&'static str> { None }
