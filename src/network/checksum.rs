/// FNV-1a over 8-byte words (Fowler, Noll and Vo), the same however the bytes are cut.
#[derive(Default)]
pub(super) struct Checksum {
    hash: u64,
    word: [u8; 8],
    filled: usize,
}

impl Checksum {
    pub(super) fn add(&mut self, mut bytes: &[u8]) {
        if self.filled > 0 {
            let now = bytes.len().min(8 - self.filled);
            self.word[self.filled..self.filled + now].copy_from_slice(&bytes[..now]);
            self.filled += now;
            bytes = &bytes[now..];
            if self.filled < 8 {
                return;
            }
            self.step(u64::from_le_bytes(self.word));
            self.filled = 0;
        }
        let (words, rest) = bytes.as_chunks::<8>();
        for &word in words {
            self.step(u64::from_le_bytes(word));
        }
        self.word[..rest.len()].copy_from_slice(rest);
        self.filled = rest.len();
    }

    fn step(&mut self, word: u64) {
        self.hash = (self.hash ^ word ^ 0xcbf2_9ce4_8422_2325).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
    }

    pub(super) fn finish(&self) -> u64 {
        let mut last = Checksum { hash: self.hash, word: [0; 8], filled: 0 };
        let mut word = [0; 8];
        word[..self.filled].copy_from_slice(&self.word[..self.filled]);
        last.step(u64::from_le_bytes(word));
        last.step(self.filled as u64);
        last.hash
    }
}
