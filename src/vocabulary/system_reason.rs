use std::io::{self, ErrorKind};

use super::Text;

/// Why the operating system refused: English as it says it, French for what happens.
///
/// Our own reasons are [`Text`]s inside the error.
pub fn system_reason(error: &io::Error) -> Text {
    if let Some(said) = error.get_ref().and_then(|inner| inner.downcast_ref::<Text>()) {
        return said.clone();
    }
    let french = match error.kind() {
        ErrorKind::NotFound => "ce fichier ou ce dossier n'existe pas",
        ErrorKind::PermissionDenied => "accès refusé",
        ErrorKind::AlreadyExists => "ce fichier existe déjà",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "ce n'est pas un dossier",
        ErrorKind::DirectoryNotEmpty => "le dossier n'est pas vide",
        ErrorKind::StorageFull => "plus de place sur le disque",
        ErrorKind::ReadOnlyFilesystem => "le système de fichiers est en lecture seule",
        ErrorKind::FileTooLarge => "le fichier est trop grand",
        ErrorKind::InvalidData | ErrorKind::InvalidInput => "les données sont invalides",
        ErrorKind::UnexpectedEof => "le fichier finit trop tôt",
        ErrorKind::OutOfMemory => "la mémoire ne suffit pas",
        ErrorKind::Interrupted => "interrompu",
        ErrorKind::QuotaExceeded => "le quota de disque est épuisé",
        ErrorKind::TimedOut => "rien n'est venu à temps",
        ErrorKind::WouldBlock => "la ressource est occupée",
        ErrorKind::InvalidFilename => "le nom n'est pas permis",
        ErrorKind::BrokenPipe => "le tube est fermé",
        _ => return Text::same(error.to_string()),
    };
    match error.raw_os_error() {
        Some(code) => Text::new(error.to_string(), format!("{french} (erreur système {code})")),
        None => Text::new(error.to_string(), french),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_in_french_too() {
        let text = system_reason(&io::Error::from_raw_os_error(2));
        assert_eq!(text.fr, "ce fichier ou ce dossier n’existe pas (erreur système 2)");
        assert!(text.en.ends_with("(os error 2)"), "{}", text.en);
        let own = Text::new("it is a device", "c'est un périphérique");
        assert_eq!(system_reason(&io::Error::new(ErrorKind::InvalidInput, own.clone())), own);
    }
}
