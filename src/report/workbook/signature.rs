//! A workbook is a ZIP archive. Ours have a field of their own in the header of the first file, as Java archives have, so that
//! they are known again by their first bytes.

/// The kind of the field, its length, and what it says.
const FIELD: &[u8] = b"ru\x0d\x00rumeur report";
/// Where a local header has the lengths of its name and of its fields, and where the name begins.
const LENGTHS: usize = 26;
const NAME: usize = 30;

/// Whether a file that begins so is a workbook of ours.
pub fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") && head.windows(FIELD.len()).take(256).any(|window| window == FIELD)
}

/// The archive with our field; as it is where it is no plain archive.
pub(super) fn signed(archive: Vec<u8>) -> Vec<u8> {
    try_sign(&archive).unwrap_or(archive)
}

fn try_sign(archive: &[u8]) -> Option<Vec<u8>> {
    let short = |at: usize| Some(u16::from_le_bytes(archive.get(at..at + 2)?.try_into().ok()?));
    let long = |at: usize| Some(u32::from_le_bytes(archive.get(at..at + 4)?.try_into().ok()?));
    let fields = short(LENGTHS + 2)?;
    let place = NAME + usize::from(short(LENGTHS)?) + usize::from(fields);
    let end = archive.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let (entries, directory) = (short(end + 10)?, long(end + 16)? as usize);
    let shift = FIELD.len();
    let mut signed = Vec::with_capacity(archive.len() + shift);
    signed.extend_from_slice(archive.get(..place)?);
    signed[LENGTHS + 2..NAME].copy_from_slice(&(fields + shift as u16).to_le_bytes());
    signed.extend_from_slice(FIELD);
    signed.extend_from_slice(&archive[place..]);
    // Every file but the first stands further back, and so does the directory.
    let mut header = directory;
    for _ in 0..entries {
        if archive.get(header..header + 4)? != b"PK\x01\x02" {
            return None;
        }
        let offset = long(header + 42)?;
        if offset > 0 {
            let moved = offset.checked_add(shift as u32)?;
            signed[header + shift + 42..header + shift + 46].copy_from_slice(&moved.to_le_bytes());
        }
        let lengths = [28, 30, 32].map(|at| short(header + at).map(usize::from));
        header += 46 + lengths[0]? + lengths[1]? + lengths[2]?;
    }
    let moved = u32::try_from(directory + shift).ok()?;
    signed[end + shift + 16..end + shift + 20].copy_from_slice(&moved.to_le_bytes());
    Some(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_archive_stays() {
        assert_eq!(signed(b"PK".to_vec()), b"PK");
        assert_eq!(signed(b"no archive at all, but long enough for a header".to_vec()).len(), 47);
        assert!(!is_workbook(b"PK\x03\x04 another"));
    }

    #[test]
    fn ours_is_known_again_and_another_is_not() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet();
        let plain = book.save_to_buffer().expect("memory");
        assert!(!is_workbook(&plain));
        let ours = signed(plain.clone());
        assert!(is_workbook(&ours) && ours.len() == plain.len() + FIELD.len());
    }
}
