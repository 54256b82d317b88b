use std::io::{self, Write};

use super::exit::Exit;
use super::messages::Messages;

/// Writes data to standard output.
pub(super) fn put(text: &str, messages: Messages) -> Exit {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    end(written, messages)
}

/// How a command ends that wrote to standard output: a closed pipe is no failure.
pub(super) fn end(written: io::Result<()>, messages: Messages) -> Exit {
    match written {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            messages.error(format_args!("cannot write standard output: {error}"));
            Exit::Failed
        }
    }
}
