use std::io::{BufRead, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::bufread::GzDecoder;

use super::EdgeListError;

/// Bytes that one step adds.
const STEP: usize = 1 << 20;

/// Text that may be longer than a hundred times the packed bytes: no edge list is.
const SMALL: u64 = 64 << 20;

/// The text of gzip members one after the other, zeros behind the last one tolerated as padding, up to `limit` bytes and
/// no more than a hundred times the `packed` bytes.
pub(super) fn unpack(
    mut input: impl BufRead,
    packed: u64,
    limit: u64,
    stop: &AtomicBool,
) -> Result<Vec<u8>, EdgeListError> {
    let limit = limit.min(packed.saturating_mul(100).max(SMALL));
    let damaged = |error: std::io::Error| EdgeListError::Compression(error.to_string());
    let mut text = Vec::new();
    loop {
        let mut member = GzDecoder::new(&mut input);
        loop {
            if stop.load(Ordering::Relaxed) {
                return Err(EdgeListError::Cancelled);
            }
            let start = text.len();
            text.try_reserve(STEP).map_err(|_| EdgeListError::TooLong { limit: start as u64 })?;
            let read = member.by_ref().take(STEP as u64).read_to_end(&mut text).map_err(damaged)?;
            if text.len() as u64 > limit {
                return Err(EdgeListError::TooLong { limit });
            }
            if read == 0 {
                break;
            }
        }
        drop(member);
        if !has_another(&mut input).map_err(damaged)? {
            return Ok(text);
        }
    }
}

/// Skips padding; whether another member follows.
fn has_another(input: &mut impl BufRead) -> std::io::Result<bool> {
    loop {
        let rest = input.fill_buf()?;
        let zeros = rest.iter().take_while(|&&byte| byte == 0).count();
        match rest.get(zeros) {
            None if rest.is_empty() => return Ok(false),
            None => input.consume(zeros),
            Some(_) => {
                input.consume(zeros);
                return Ok(true);
            }
        }
    }
}
