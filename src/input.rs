//! Files that people name: opened without waiting for anybody, and read into bounded memory where they are no plain files.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::text;

/// What a file gives.
#[derive(Debug)]
pub(crate) enum Input {
    /// A plain file, to be read where it lies.
    File(File),
    /// All that came from a pipe.
    Bytes(Vec<u8>),
}

/// How long a pipe may stay without anybody who writes, and how long a writer may be silent.
const PATIENCE: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(60)];

/// Opens a file. A pipe is read once, up to `limit` bytes; a device, which may never end, is refused.
///
/// # Errors
/// When it cannot be opened or read, is a folder, device or socket, is longer than the limit, or nothing comes.
pub(crate) fn open(path: &Path, limit: u64) -> io::Result<Input> {
    let mut options = OpenOptions::new();
    options.read(true);
    // Opening a pipe must not wait for a writer who never comes.
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    #[cfg(not(target_os = "linux"))]
    refuse_others(&std::fs::metadata(path)?)?;
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        return Ok(Input::File(file));
    }
    refuse_others(&metadata)?;
    read_pipe(file, limit).map(Input::Bytes)
}

/// All bytes of a file, up to a limit.
///
/// # Errors
/// As for [`open`].
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    match open(path, limit)? {
        Input::Bytes(bytes) => Ok(bytes),
        Input::File(file) => {
            let mut bytes = Vec::new();
            file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > limit { Err(too_long(limit)) } else { Ok(bytes) }
        }
    }
}

fn too_long(limit: u64) -> io::Error {
    let said = text!("it gives more than {limit} bytes", "il donne plus de {limit} octets");
    io::Error::new(ErrorKind::FileTooLarge, said)
}

fn refuse_others(metadata: &std::fs::Metadata) -> io::Result<()> {
    let kind = metadata.file_type();
    if kind.is_dir() {
        return Err(io::Error::from(ErrorKind::IsADirectory));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_char_device() || kind.is_block_device() {
            let said = text!("it is a device; give a file", "c'est un périphérique ; donnez un fichier");
            return Err(io::Error::new(ErrorKind::InvalidInput, said));
        }
        if kind.is_socket() {
            let said = text!("it is a socket; give a file", "c'est un socket ; donnez un fichier");
            return Err(io::Error::new(ErrorKind::InvalidInput, said));
        }
    }
    Ok(())
}

/// Reads a pipe to its end.
fn read_pipe(mut pipe: File, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 1 << 16];
    let mut quiet = Instant::now();
    let mut has_writer = false;
    loop {
        match pipe.read(&mut buffer) {
            // Nobody writes: not any more, or not yet.
            Ok(0) if has_writer || quiet.elapsed() > PATIENCE[0] => {
                let said = || {
                    text!(
                        "nobody writes into this pipe; give a file",
                        "personne n'écrit dans ce tube ; donnez un fichier"
                    )
                };
                let nobody = || io::Error::new(ErrorKind::UnexpectedEof, said());
                return if has_writer { Ok(bytes) } else { Err(nobody()) };
            }
            Ok(0) => sleep(Duration::from_millis(5)),
            Ok(read) => {
                (has_writer, quiet) = (true, Instant::now());
                if bytes.len() as u64 + read as u64 > limit {
                    return Err(too_long(limit));
                }
                bytes.try_reserve(read).map_err(|_| io::Error::from(ErrorKind::OutOfMemory))?;
                bytes.extend_from_slice(&buffer[..read]);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                has_writer = true;
                if quiet.elapsed() > PATIENCE[1] {
                    let said = text!(
                        "nothing has come from this pipe for a minute; give a file",
                        "rien n'est venu de ce tube depuis une minute ; donnez un fichier"
                    );
                    return Err(io::Error::new(ErrorKind::TimedOut, said));
                }
                sleep(Duration::from_millis(5));
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::Write;
    use std::process::Command;

    use super::*;

    #[test]
    fn pipes_are_read_once_and_never_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
        assert_eq!(read(&path, 10).expect_err("nobody writes").kind(), ErrorKind::UnexpectedEof);
        for (limit, whole) in [(10, true), (2, false)] {
            let writer = {
                let path = path.clone();
                std::thread::spawn(move || File::create(path).and_then(|mut pipe| pipe.write_all(b"1 2\n")))
            };
            let found = read(&path, limit);
            if whole {
                assert_eq!(found.expect("a pipe"), b"1 2\n");
            } else {
                assert_eq!(found.expect_err("too long").kind(), ErrorKind::FileTooLarge);
            }
            // Whether the writer was cut off is its own matter.
            let _ = writer.join().expect("a writer");
        }
    }

    #[test]
    fn devices_and_folders_are_refused_and_files_are_bounded() {
        for device in ["/dev/zero", "/dev/urandom", "/dev/null"] {
            assert_eq!(read(Path::new(device), 10).expect_err(device).kind(), ErrorKind::InvalidInput);
        }
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path(), 10).expect_err("a folder").kind(), ErrorKind::IsADirectory);
        let path = folder.path().join("file");
        std::fs::write(&path, b"12345").expect("room");
        assert_eq!(read(&path, 5).expect("a file"), b"12345");
        assert!(read(&path, 4).is_err());
    }
}
